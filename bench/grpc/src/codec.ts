import { fileURLToPath } from "node:url";
import type { Case, Measurement, Metric } from "@millrace/tooling-bench";
import { must } from "@millrace/tooling-engines";

const contenders = ["millrace", "@bufbuild/protobuf"];
const decode: Metric = { name: "decode", unit: "µs", moreIsBetter: false, digits: 2 };
const encode: Metric = { name: "encode", unit: "µs", moreIsBetter: false, digits: 2 };

/** The CPU that a message costs without a transport. */
export const codecCases: readonly Case[] = [
  { name: "codec poll 100 events", contenders, metrics: [decode, encode] },
  { name: "codec map 100B", contenders, metrics: [decode, encode] },
];

/** Runs that together take as long as those of a single large message. */
const runsOf = (of: Case, calls: number): number => (of === codecCases[0] ? Math.ceil(calls / 5) : calls * 20);

/** A codec in a process of its own, whose code and heap no other has shaped. */
export const measureCodec = async (of: Case, contender: string, calls: number): Promise<Measurement> => {
  const program = fileURLToPath(new URL("codec-child.ts", import.meta.url));
  const args = ["--conditions=@millrace/source", program, contender, of.name, String(runsOf(of, calls))];
  return JSON.parse(await must(process.execPath, args, { timeoutMs: 60_000 })) as Measurement;
};
