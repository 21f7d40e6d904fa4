import type { Case } from "@millrace/tooling-bench";
import { daemonHopCase, daemonPath, ours, type Scale } from "./cases.ts";
import { runUnderDora, type Speaker } from "./dora.ts";
import { percentile } from "./figures-file.ts";

/** How many big messages are under way at once: the daemon drops what its receivers have not fetched. */
const windowOf = (bytes: number): number => (bytes > 10_000_000 ? 2 : 8);

/** Measures one contender of one case once, under a daemon of its own. */
export async function measureDaemon(
  python: string,
  of: Case,
  contender: string,
  { daemonHops, daemonMessages }: Scale,
): Promise<Readonly<Record<string, number>>> {
  const speaker = speakerOf(contender);
  if (of === daemonHopCase) {
    // Both runtimes compile what is hot while they run.
    const load = { bytes: 8, warmUp: Math.max(1000, daemonHops / 4), messages: daemonHops, data: "array" } as const;
    const times = await runUnderDora(python, speaker, ["ping", "echo"], load);
    return { "hop p50": percentile(times, 0.5) / 2, "hop p99": percentile(times, 0.99) / 2 };
  }
  const bytes = Number(/(\d+)B$/.exec(of.name)?.[1]);
  const messages = daemonMessages[bytes] ?? 1;
  const load = { bytes, warmUp: 2, messages, data: "array", window: windowOf(bytes) } as const;
  const [us = 0] = await runUnderDora(python, speaker, ["window", "echo"], load);
  return { rate: (messages * 1e6) / us };
}

function speakerOf(contender: string): Speaker {
  if (contender === ours) return "typescript";
  return contender === daemonPath ? "python" : "python shared memory";
}
