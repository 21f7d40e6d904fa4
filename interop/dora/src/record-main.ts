// Writes what dora's daemon and its Python nodes say to each other into proto/vectors/dora/captured.json.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bringDora, doraVersion, ours, theirs, type Flow, type FlowNode } from "./engine.ts";

/** Larger frames repeat what smaller ones show. */
const largestBytes = 3000;

interface Captured {
  readonly connection: number;
  readonly as: "request" | "reply";
  readonly hex: string;
}

const dora = await bringDora();
const folder = await mkdtemp(join(tmpdir(), "millrace-dora-capture-"));

/** A Python node behind the tap. Back-pressure keeps its messages on the daemon's path, where they can be seen. */
const tapped = (
  id: string,
  script: string,
  ...args: readonly string[]
): Pick<FlowNode, "id" | "path" | "args"> & Readonly<Record<string, unknown>> => {
  const { path, args: scriptArgs } = theirs(script, ...args);
  return {
    id,
    ...ours("tap", dora.python, "-u", path, scriptArgs ?? ""),
    env: { CAPTURE: join(folder, `${id}.jsonl`) },
  };
};
const through = (source: string) => ({ source, queue_policy: "backpressure" });

const flows: Readonly<Record<string, Flow>> = {
  "a sender and its reader": {
    nodes: [
      { ...tapped("sender", "finite", "3"), outputs: ["out"] },
      { ...tapped("reader", "count"), inputs: { in: through("sender/out") } },
    ],
  },
  "a sender that fails": {
    nodes: [
      { ...tapped("fails", "finite", "1", "3"), outputs: ["out"] },
      { ...tapped("hears", "count"), inputs: { in: through("fails/out") } },
    ],
  },
  "a sender that is started again": {
    nodes: [
      {
        ...tapped("again", "restarts"),
        inputs: { tick: "dora/timer/secs/100" },
        outputs: ["out"],
        restart_policy: "on-failure",
        max_restarts: 1,
      },
      { ...tapped("waits", "count"), inputs: { in: through("again/out") } },
    ],
  },
  "a service": {
    nodes: [
      { ...tapped("client", "service_client"), inputs: { response: through("server/response") }, outputs: ["request"] },
      { ...tapped("server", "service_server"), inputs: { request: through("client/request") }, outputs: ["response"] },
    ],
  },
};

const frames = [];
for (const [flow, nodes] of Object.entries(flows)) {
  const { output } = await dora.command(["run", "flow.yml", "--stop-after", "30s"], nodes);
  for (const { id } of nodes.nodes) {
    const lines = (await readFile(join(folder, `${id}.jsonl`), "utf8")).trim().split("\n");
    assert.ok(lines.length > 3, output);
    for (const line of lines) {
      const { connection, as, hex } = JSON.parse(line) as Captured;
      if (hex.length <= 2 * largestBytes) frames.push({ flow, node: id, connection, as, hex });
    }
  }
}
await rm(folder, { recursive: true, force: true });
const target = fileURLToPath(new URL("../../../proto/vectors/dora/captured.json", import.meta.url));
await writeFile(target, `${JSON.stringify({ producer: `dora and dora-rs ${doraVersion}`, frames }, null, 2)}\n`);
console.log(`${frames.length} frames in ${target}`);
