import { fileURLToPath } from "node:url";
import type { Case, Measurement, Metric } from "@millrace/tooling-bench";
import { must } from "@millrace/tooling-engines";

const contenders = ["millrace", "apache-arrow", "@uwdata/flechette"];
const metric = (name: string): Metric => ({ name, unit: "µs", moreIsBetter: false, digits: 2 });
const metrics = [metric("decode"), metric("encode")];

/** A message of bytes as an Arrow IPC stream: read to a typed array, and written. */
export const arrowCases: readonly Case[] = [
  { name: "arrow 100B", contenders, metrics },
  { name: "arrow 1000000B", contenders, metrics },
  { name: "arrow 40000000B", contenders, metrics },
];

/** A contender in a process of its own, whose code and heap no other has shaped. */
export const measureArrow = async (of: Case, contender: string, calls: number): Promise<Measurement> => {
  const program = fileURLToPath(new URL("arrow-child.ts", import.meta.url));
  const bytes = Number.parseInt(of.name.slice("arrow ".length), 10);
  const args = ["--conditions=@millrace/source", program, contender, String(bytes), String(calls)];
  return JSON.parse(await must(process.execPath, args, { timeoutMs: 120_000 })) as Measurement;
};
