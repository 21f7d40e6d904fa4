import { describe, expect, test } from "vitest";
import { DoraStatus, type Node } from "../../src/index.ts";
import { createTestNode, createTestOperators } from "../../src/testing.ts";

const echo = async (node: Node): Promise<void> => {
  for await (const event of node) if (event.type === "INPUT") await node.sendOutput("out", event.value, event.metadata);
};

describe("a node under test", () => {
  test("[OP-13] gets what the test tells it, and shows what it sent", async () => {
    await using engine = await createTestNode({ inputs: ["in"], outputs: ["out"] });
    const { node } = engine;
    const running = echo(node);
    engine.input("in", "hello", { seq: 1 });
    engine.stop();
    await running;
    expect(engine.sent.map(({ outputId, value }) => [outputId, ...value])).toEqual([["out", "hello"]]);
    expect(engine.sent[0]?.metadata.parameters).toEqual({ seq: 1 });
    await node.closeOutputs();
    expect(engine.closedOutputs).toEqual(["out"]);
    node.logInfo("done");
    expect(engine.lines.join()).toContain('"message":"done"');
  });

  test("[OP-13] has queues and policies", async () => {
    await using engine = await createTestNode({ inputs: { in: { queueSize: 2 } } });
    for (const number of [1, 2, 3]) engine.input("in", [number]);
    const events = [];
    await expect.poll(() => events.push(...engine.node.drain())).toBeGreaterThan(1);
    expect(engine.node.dropped.get("in")).toBe(1);
  });

  test("[OP-13] can be made to wait for room", async () => {
    await using engine = await createTestNode();
    const release = engine.holdSenders();
    let isSent = false;
    const sending = engine.node.sendOutput("anything", "text").then(() => (isSent = true));
    await Promise.resolve();
    expect(isSent).toBe(false);
    release();
    await sending;
  });

  test("[OP-13] operators are tested without a dataflow", async () => {
    const engine = createTestOperators(
      {
        double: (event, sendOutput) => {
          if (event.type === "INPUT") sendOutput("out", [2 * Number(event.value.get(0))]);
          return event.type === "STOP" ? DoraStatus.STOP : DoraStatus.CONTINUE;
        },
      },
      { inputs: ["double/in"], outputs: ["double/out"] },
    );
    engine.input("double/in", [21]);
    await expect.poll(() => engine.sent.length).toBe(1);
    engine.stop();
    await engine.ended;
    expect(engine.sent.map(({ outputId, value }) => [outputId, ...value])).toEqual([["double/out", 42]]);
  });

  test("an option that does not exist is refused", async () => {
    await expect(createTestNode({ input: ["in"] } as never)).rejects.toThrow(/input/);
  });
});
