import { fileURLToPath } from "node:url";
import { pythonWith } from "@millrace/tooling-engines";

/** The interpreter and a program of the Python judge. */
export const pythonJudge = async (program: string): Promise<readonly [interpreter: string, program: string]> => [
  await pythonWith("temporalio", ["temporalio==1.35.0"]),
  fileURLToPath(new URL(`../judge-python/${program}`, import.meta.url)),
];
