import { expect, test } from "vitest";
import { flush, message, requestOf, testQueues } from "./support.ts";

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

test("[WIRE-20] what is no input comes first, then inputs in turns, each first in first out", () => {
  const { push, rest } = testQueues({ a: { size: 10 }, b: { size: 10 }, c: { size: 10 } });
  push(message("a", 1), message("a", 2), message("b", 1), message("a", 3), { type: "inputClosed", id: "a" });
  push(message("c", 1), message("b", 2), { type: "nodeRestarted", id: "x" });
  expect(rest()).toEqual(["inputClosed a", "nodeRestarted x", "a1", "b1", "c1", "a2", "b2", "a3"]);
});

test("[WIRE-20] an input that had nothing keeps its turn", () => {
  const { queues, push, rest } = testQueues({ a: { size: 10 }, b: { size: 10 } });
  push(message("a", 1), message("a", 2));
  queues.take();
  push(message("b", 1));
  expect(rest()).toEqual(["b1", "a2"]);
});

test("[WIRE-25] by arrival everything comes as it came", () => {
  const { push, rest } = testQueues({ a: { size: 10 }, b: { size: 10 } }, "arrival");
  push(message("b", 1), message("a", 1), message("a", 2), { type: "inputClosed", id: "a" }, message("b", 2));
  expect(rest()).toEqual(["b1", "a1", "a2", "inputClosed a", "b2"]);
});

test("[WIRE-21] [WIRE-26] drop_oldest keeps the newest messages of an input, and counts the others", () => {
  const { queues, push, rest, drops, discarded } = testQueues({ a: { size: 2 }, b: { size: 2 } });
  push(...numbers(1, 5).map((number) => message("a", number)), message("b", 1));
  expect(drops.map(({ text, drop }) => [text, drop.count])).toEqual([
    ["a1", 1],
    ["a2", 2],
    ["a3", 3],
  ]);
  expect(discarded).toEqual(["a1", "a2", "a3"]);
  expect([...queues.drops]).toEqual([["a", 3]]);
  expect(queues.size).toBe(3);
  expect(rest()).toEqual(["a4", "b1", "a5"]);
});

test.for([
  [1, 100],
  [30, 300],
] as const)("[WIRE-21] backpressure with queue_size %i keeps %i", ([size, bound]) => {
  const { queues, push, drops } = testQueues({ a: { size, policy: "backpressure" } });
  push(...numbers(1, bound).map((number) => message("a", number)));
  expect(drops).toHaveLength(0);
  push(message("a", bound + 1));
  expect(drops.map(({ text }) => text)).toEqual(["a1"]);
  expect(queues.size).toBe(bound);
});

test("[WIRE-22] correlated messages stay while an ordinary one can go", () => {
  const { push, rest, drops } = testQueues({ a: { size: 3 } });
  push(message("a", 1, requestOf("x")), message("a", 2), message("a", 3, requestOf("y")), message("a", 4));
  expect(drops.map(({ text }) => text)).toEqual(["a2"]);
  push(message("a", 5, requestOf("z")));
  expect(drops.map(({ text }) => text)).toEqual(["a2", "a4"]);
  expect(drops.some(({ drop }) => drop.correlated)).toBe(false);
  expect(rest()).toEqual(["a1", "a3", "a5"]);
});

test("[WIRE-22] among correlated messages an ordinary one goes itself, and another correlated one costs the oldest", () => {
  const { push, rest, drops } = testQueues({ a: { size: 2 } });
  push(message("a", 1, requestOf("x")), message("a", 2, { goal_id: { kind: "string", value: "g" } }));
  push(message("a", 3));
  expect(drops.map(({ text, drop }) => [text, drop.correlated])).toEqual([["a3", false]]);
  push(message("a", 4, { goal_status: { kind: "string", value: "succeeded" } }));
  expect(drops.slice(1).map(({ text, drop }) => [text, drop.correlated])).toEqual([["a1", true]]);
  expect(rest()).toEqual(["a2", "a4"]);
});

test("[WIRE-23] flush empties its own input but for what is correlated, and is no drop", () => {
  const { push, rest, drops, discarded } = testQueues({ a: { size: 3 }, b: { size: 3 } });
  push(message("a", 1), message("a", 2, requestOf("x")), message("a", 3), message("b", 1));
  push(message("a", 4, flush));
  expect(drops).toHaveLength(0);
  expect(discarded).toEqual(["a1", "a3"]);
  push(message("a", 5, { flush: { kind: "bool", value: false } }));
  expect(rest()).toEqual(["a2", "b1", "a4", "a5"]);
});

test.for(["stop", "allInputsClosed"] as const)("[WIRE-24] after %s only waiting inputs are read", (type) => {
  const { queues, push, rest, discarded } = testQueues({ a: { size: 10 } });
  push(message("a", 1), { type }, { type: "inputClosed", id: "a" }, message("a", 2));
  expect(queues.take()).toEqual({ type });
  expect(queues.stopped).toBe(true);
  push(message("a", 3), { type: "nodeRestarted", id: "x" });
  expect(discarded).toEqual(["a3"]);
  expect(rest()).toEqual(["a1", "a2"]);
  expect(queues.size).toBe(0);
});

test("[WIRE-24] STOP outlives a flood of other events", () => {
  const { push, rest } = testQueues({});
  push({ type: "stop" }, ...numbers(1, 1500).map((number) => ({ type: "nodeRestarted", id: String(number) }) as const));
  expect(rest()).toEqual(["stop"]);
});

test("an input that the configuration does not have is queued with dora's default", () => {
  const { push, rest, drops } = testQueues({});
  push(...numbers(1, 12).map((number) => message("new", number)));
  expect(drops).toHaveLength(2);
  expect(rest()).toHaveLength(10);
});

test("clearing discards what waits", () => {
  const { queues, push, discarded, rest } = testQueues({ a: { size: 10 } });
  push(message("a", 1), { type: "inputClosed", id: "a" }, message("a", 2));
  queues.clear();
  expect(discarded).toEqual(["a1", "a2"]);
  expect(queues.size).toBe(0);
  expect(rest()).toEqual([]);
});
