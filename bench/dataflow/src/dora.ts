import { writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { must, pythonWith } from "@millrace/tooling-engines";
import { withFigures } from "./figures-file.ts";
import type { Load } from "./nodes/load.ts";

const version = "1.1.0";
/** As long as the slowest pair may take. */
const limitMs = 120_000;

export type Speaker = "typescript" | "python" | "python shared memory";
export type Pair = readonly ["ping", "echo"] | readonly ["window", "echo"];

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** dora's command and its Python, from their wheels, in the user's cache. */
export const bringDora = (): Promise<string> =>
  pythonWith("dora", [`dora-rs-cli==${version}`, `dora-rs==${version}`], [3, 11]);

/** Runs a sender and a reader under the real daemon, and gives what the sender tells. */
export function runUnderDora(
  python: string,
  speaker: Speaker,
  [sender, reader]: Pair,
  load: Omit<Load, "figures">,
): Promise<readonly number[]> {
  return withFigures(async (figures) => {
    const env = { LOAD: JSON.stringify({ ...load, figures } satisfies Load) };
    // A queue with back-pressure is served by the daemon; any other, between nodes of Python, by shared memory.
    const policy = speaker === "python shared memory" ? {} : { queue_policy: "backpressure" };
    const memory = speaker === "python shared memory" ? { shared_memory_pool_size: 200_000_000 } : {};
    const node = (id: string, script: string, output: string, source: string): object => ({
      id,
      ...command(speaker, script),
      env,
      ...memory,
      outputs: [output],
      inputs: { in: { source, queue_size: 100, ...policy } },
    });
    const nodes = [node("sender", sender, "ping", "reader/pong"), node("reader", reader, "pong", "sender/ping")];
    const folder = dirname(figures);
    await writeFile(join(folder, "flow.yml"), JSON.stringify({ nodes }));
    const places = [dirname(python), dirname(process.execPath), process.env["PATH"] ?? ""];
    const path = { PATH: places.join(delimiter), RUST_BACKTRACE: "0", PYTHONDONTWRITEBYTECODE: "1" };
    await must("dora", ["run", "flow.yml", "--stop-after", `${limitMs / 1000}s`], {
      cwd: folder,
      env: path,
      timeoutMs: limitMs,
    });
  });
}

function command(speaker: Speaker, script: string): object {
  if (speaker !== "typescript") return { path: here(`../python/${script}.py`) };
  return { path: "node", args: `--conditions=@millrace/source ${here(`nodes/${script}.ts`)}` };
}
