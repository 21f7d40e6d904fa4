import type { Measurement } from "@millrace/tooling-bench";
import { must } from "@millrace/tooling-engines";
import { programOf } from "./programs.ts";
import { startInMemory } from "./servers.ts";

/** A process that connects, serves one activity and calls it. */
export const measureFirst = async (contender: string): Promise<Measurement> => {
  await using server = await startInMemory();
  const run = (): Promise<string> =>
    must(process.execPath, [programOf("first-results", contender), server.address, "first"], { timeoutMs: 60_000 });
  // A server that has just started is slow by itself.
  await run();
  const output = await run();
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Measurement;
};
