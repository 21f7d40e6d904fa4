import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Edge, Inbox, Output } from "../../src/embedded/router.ts";
import { Turns } from "../../src/embedded/turns.ts";
import type { InputPlan } from "../../src/descriptor/plan.ts";
import type { LinkEvent, RawMetadata } from "../../src/node-link.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { DoraValue } from "../../src/value.ts";

const plan = (options: Partial<InputPlan> = {}): InputPlan => ({
  id: "in",
  place: { file: "test.yml", line: 1, column: 1 },
  source: { kind: "output", nodeId: "a", outputId: "out" },
  sourceText: "a/out",
  queueSize: 10,
  queuePolicy: "drop_oldest",
  hasOptions: false,
  ...options,
});

function rig(options: Partial<InputPlan> = {}) {
  const turns = new Turns();
  const inbox = new Inbox(turns);
  const edge = new Edge("b", plan(options), inbox);
  inbox.edges.set("in", edge);
  const output = new Output("out", turns);
  output.edges.push(edge);
  const seen: (LinkEvent & { readonly type: "input" })[] = [];
  inbox.open((event) => {
    if (event.type === "input") seen.push(event);
  });
  return { output, edge, inbox, seen };
}

const metadata = (parameters: Record<string, TypedParameter> = {}): RawMetadata => ({
  timestamp: { time: 1n, id: new Uint8Array(16) },
  parameters: new Map(Object.entries(parameters)),
});
const number = (value: number): DoraValue => DoraValue.from(Int32Array.of(value));
const numbers = (events: readonly { readonly value: DoraValue | undefined }[]): unknown[] =>
  events.map(({ value }) => value?.get(0));

describe("the router", () => {
  test("[ENG-2] hands over the very value that was sent", async () => {
    const { output, seen } = rig();
    const value = number(7);
    void output.send(metadata(), value);
    await setImmediate();
    expect(seen[0]?.value).toBe(value);
  });

  test("[ENG-3] delivers after the send has returned, in order, and before timers", async () => {
    const { output, seen } = rig({ queueSize: 100 });
    for (let at = 0; at < 5; at++) void output.send(metadata(), number(at));
    expect(seen).toEqual([]);
    await Promise.resolve();
    expect(numbers(seen)).toEqual([0, 1, 2, 3, 4]);
  });

  test("[ENG-4] a sender that never pauses fills no memory: the newest stay, the others are counted", async () => {
    const { output, edge, seen } = rig({ queueSize: 3 });
    for (let at = 0; at < 5000; at++) void output.send(metadata(), number(at));
    await setImmediate();
    expect(seen.length).toBeLessThan(1100);
    expect(numbers(seen).slice(-3)).toEqual([4997, 4998, 4999]);
    expect(edge.dropped + seen.length).toBe(5000);
    expect(edge.messages).toBe(5000);
  });

  test("[ENG-4] parts of a request are not dropped ahead of time", async () => {
    const { output, seen } = rig({ queueSize: 1 });
    void output.send(metadata({ request_id: { kind: "string", value: "r" } }), number(-1));
    for (let at = 0; at < 3000; at++) void output.send(metadata(), number(at));
    await setImmediate();
    expect(numbers(seen)).toContain(-1);
  });

  test("[ENG-5] with back-pressure a send waits until the node has taken a message", async () => {
    const { output, edge, seen } = rig({ queueSize: 2, queuePolicy: "backpressure" });
    expect(output.send(metadata(), number(0))).toBeUndefined();
    let isFree = false;
    const room = output.send(metadata(), number(1))?.then(() => (isFree = true));
    await setTimeout(1);
    expect({ isFree, delivered: seen.length }).toEqual({ isFree: false, delivered: 2 });
    edge.take();
    await room;
    expect(isFree).toBe(true);
    expect(edge.dropped).toBe(0);
  });

  test("[ENG-5] nobody waits for a node that has ended", async () => {
    const { output, inbox } = rig({ queueSize: 1, queuePolicy: "backpressure" });
    const room = output.send(metadata(), number(0));
    expect(room).toBeInstanceOf(Promise);
    inbox.shut("gone");
    await room;
    expect(output.send(metadata(), number(1))).toBeUndefined();
  });

  test("[ENG-3] nodes that keep each other busy leave time for timers", async () => {
    const turns = new Turns();
    const outputs = ["a", "b"].map(() => new Output("out", turns));
    let isOver = false;
    let hops = 0;
    for (const [at, output] of outputs.entries()) {
      const inbox = new Inbox(turns);
      output.edges.push(new Edge("x", plan(), inbox));
      inbox.open(() => {
        hops++;
        if (!isOver) void outputs[1 - at]?.send(metadata(), undefined);
      });
    }
    void outputs[0]?.send(metadata(), undefined);
    await setTimeout(20);
    isOver = true;
    expect(hops).toBeGreaterThan(1000);
  });

  test("[ENG-3] a loop of awaited sends leaves time for timers", async () => {
    const { output, edge } = rig();
    let isOver = false;
    void setTimeout(5).then(() => (isOver = true));
    while (!isOver) {
      await output.send(metadata(), undefined);
      edge.take();
    }
    expect(edge.messages).toBeGreaterThanOrEqual(1000);
  });

  test("[ENG-3] a loop of awaited sends that nobody reads leaves time for timers", async () => {
    const output = new Output("out", new Turns());
    let isOver = false;
    void setTimeout(5).then(() => (isOver = true));
    while (!isOver) await output.send(metadata(), undefined);
    expect(output.sent).toBeGreaterThanOrEqual(1000);
  });

  test("[ENG-12] messages between two lives of a node are lost and counted", async () => {
    const { output, edge, inbox, seen } = rig();
    inbox.shut("away");
    void output.send(metadata(), number(1));
    inbox.open((event) => event.type === "input" && seen.push(event));
    void output.send(metadata(), number(2));
    await setImmediate();
    expect(numbers(seen)).toEqual([2]);
    expect(edge.dropped).toBe(1);
  });
});
