import type { NodeFunction } from "../../../src/run-dataflow.ts";
import { script } from "./scripts.ts";

/** A dataflow of a process that tells its id and lives on, and of a reader; with more fields for the process. */
export const mortalFlow = (fields: object = {}): { readonly nodes: readonly object[] } => ({
  nodes: [
    { id: "mortal", ...script("mortal.ts"), outputs: ["pid"], ...fields },
    { id: "reader", path: "dynamic", inputs: { pid: "mortal/pid", stay: "dora/timer/secs/1000" } },
  ],
});

/** The reader: writes down the ids of all lives of the process. */
export const readPids =
  (pids: number[]): NodeFunction =>
  async (node) => {
    for await (const event of node) {
      if (event.type === "INPUT" && event.id === "pid") pids.push(event.value.get(0) as number);
    }
  };

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
