import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineOperator, DoraStatus, port, runDataflow, type Node, type NodeReplacement } from "../../src/index.ts";

const brightness = defineOperator(
  {
    inputs: { image: port.arrow("UInt8"), settings: port.json(z.object({ gain: z.number() })) },
    outputs: { mean: port.arrow("Float64") },
    setup: () => ({ gain: 1 }),
  },
  (event, send, state) => {
    if (event.type !== "INPUT") return DoraStatus.CONTINUE;
    if (event.id === "settings") state.gain = event.value.gain;
    else {
      const pixels = event.value.toArray();
      const sum = pixels.reduce((total, pixel) => total + pixel, 0);
      send("mean", [(state.gain * sum) / pixels.length], event.metadata);
    }
    return DoraStatus.CONTINUE;
  },
);

const nodes = [
  { id: "camera", path: "camera.js", outputs: ["image", "settings"] },
  {
    id: "operator",
    path: "operator.js",
    inputs: { image: "camera/image", settings: "camera/settings" },
    outputs: ["mean"],
  },
  { id: "reader", path: "reader.js", inputs: { mean: "operator/mean" } },
];

const run = async (operator: NodeReplacement, camera: (node: Node) => Promise<void>): Promise<readonly unknown[]> => {
  const means: unknown[] = [];
  const reader = async (node: Node): Promise<void> => {
    for await (const event of node) if (event.type === "INPUT") means.push(event.value.get(0));
  };
  await runDataflow({ nodes }, { nodes: { camera, operator, reader } });
  return means;
};

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("operators as functions", () => {
  test("[MAP-21] have typed inputs, outputs, and a state of their own", async () => {
    const means = await run(brightness, async (node) => {
      await node.sendOutput("image", Uint8Array.of(2, 4));
      await turn();
      await node.sendOutput("settings", JSON.stringify({ gain: 10 }));
      await turn();
      await node.sendOutput("image", Uint8Array.of(2, 4));
    });
    expect(means).toEqual([3, 30]);
  });

  test("[MAP-21] refuse what does not fit a port, naming it", async () => {
    await expect(run(brightness, (node) => node.sendOutput("image", "text"))).rejects.toThrow(
      /operator 'operator' failed at INPUT image.*input 'image'/s,
    );
    await expect(run(brightness, (node) => node.sendOutput("settings", '{"gain":"high"}'))).rejects.toThrow(/gain/);
  });

  test("[OP-7] refuse an input of the file that they have no port for", async () => {
    const blind = defineOperator({ inputs: {}, outputs: {} }, () => DoraStatus.CONTINUE);
    await expect(run(blind, async () => undefined)).rejects.toThrow(
      /an input 'image', which its definition does not have/,
    );
  });

  test("without a handler, and with an option that does not exist, are refused", () => {
    const wrong = defineOperator as (...args: unknown[]) => unknown;
    expect(() => wrong({ inputs: {}, outputs: {} })).toThrow(/takes a handler as its last argument/);
    expect(() => wrong({ inputs: {}, outputs: {}, input: {} }, () => 0)).toThrow(/input/);
  });

  test("an object without a handler is refused", async () => {
    await expect(run({} as NodeReplacement, async () => undefined)).rejects.toThrow(/onEvent|operator/);
  });
});
