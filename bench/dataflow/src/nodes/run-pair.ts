import { fileURLToPath } from "node:url";
import { runDataflow } from "@millrace/dataflow-runtime";
import { withFigures } from "../figures-file.ts";
import type { Load } from "./load.ts";

const script = (name: string): string => fileURLToPath(new URL(`${name}.ts`, import.meta.url));
const queue = { queue_size: 512, queue_policy: "backpressure" };

/** Runs a sender and a reader, each in a worker thread of its own, and gives what the sender tells. */
export function runPair(
  sender: "ping" | "flood",
  reader: "echo" | "count",
  load: Omit<Load, "figures">,
): Promise<readonly number[]> {
  return withFigures(async (figures) => {
    const env = { LOAD: JSON.stringify({ ...load, figures } satisfies Load) };
    const nodes = [
      {
        id: "sender",
        path: script(sender),
        env,
        outputs: ["ping"],
        inputs: { in: { source: "reader/pong", ...queue } },
      },
      {
        id: "reader",
        path: script(reader),
        env,
        outputs: ["pong"],
        inputs: { in: { source: "sender/ping", ...queue } },
      },
    ];
    await runDataflow({ nodes });
  });
}
