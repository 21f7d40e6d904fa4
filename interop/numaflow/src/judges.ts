import { fileURLToPath } from "node:url";
import { goProgram, pythonWith } from "@millrace/tooling-engines";
import type { Kind } from "./kinds.ts";

/** The SDKs that judge, and are judged by, ours. */
export interface Judge {
  /** What it stands on: `numaflow-go 0.12.0`. */
  readonly name: string;
  /** Drives a server and checks every answer; its exit code is the verdict. */
  readonly client: (kind: Kind, address: string, name: string) => readonly [command: string, ...args: string[]];
  /** Serves on `<kind>.sock`, with `<kind>-server-info` beside it. */
  readonly server: (kind: Kind, folder: string) => readonly [command: string, ...args: string[]];
}

const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

export const goJudge = async (): Promise<Judge> => {
  const program = await goProgram("numaflow-go-judge", here("judge-go"));
  return {
    name: "numaflow-go 0.12.0",
    client: (...args) => [program, "client", ...args],
    server: (...args) => [program, "server", ...args],
  };
};

export const pythonJudge = async (): Promise<Judge> => {
  const python = await pythonWith("pynumaflow", ["pynumaflow==0.14.0"]);
  return {
    name: "pynumaflow 0.14.0",
    client: (...args) => [python, here("judge-python/client.py"), ...args],
    server: (...args) => [python, here("judge-python/server.py"), ...args],
  };
};
