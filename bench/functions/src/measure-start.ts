import { median, type Measurement } from "@millrace/tooling-bench";
import type { Bundles } from "./bundles.ts";
import type { Scale } from "./cases.ts";
import { commandOf } from "./contenders.ts";
import { freePort, startServer } from "./start-server.ts";

/** From the start of the process to its first answer with 200. */
export const measureStart = async (bundles: Bundles, contender: string, { starts }: Scale): Promise<Measurement> => {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    const port = await freePort();
    await using server = await startServer(commandOf(bundles, contender, false, port), port);
    times.push(server.startMs);
  }
  return { ms: median(times) };
};
