import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { InputEvent } from "../../src/event.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { FakeLink, text, type Sent } from "./fake-link.ts";

const parameterOf = (sent: Sent | undefined, key: string): TypedParameter => {
  const parameter = sent?.metadata.parameters.get(key);
  if (parameter === undefined) throw new Error(`no ${key} in what was sent`);
  return parameter;
};

/** The consumer of `js/out` is the node `server`. */
const descriptor = { nodes: [{ id: "server", inputs: { q: { source: "js/out" } } }, { id: "js" }] };

test("[MAP-9] a request gets its response, with many open at once and in any order", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const first = node.request("out", "one", { metadata: { unit: "m" } });
  const second = node.request("out", "two");
  await expect.poll(() => link.sent.length).toBe(2);
  const ids = link.sent.map((sent) => parameterOf(sent, "request_id").value);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parameterOf(link.sent[0], "unit")).toEqual(text("m"));
  link.input("to two", { request_id: text(ids[1] as string) });
  link.input("to nobody", { request_id: text("0") });
  link.input("to one", { request_id: text(ids[0] as string) });
  expect((await first).value.get(0)).toBe("to one");
  expect((await second).value.get(0)).toBe("to two");
  expect(node.drain().map((event) => (event.type === "INPUT" ? event.value.get(0) : event.type))).toEqual([
    "to nobody",
  ]);
});

test("[MAP-9] a response carries the parameters of its request", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input("2 + 2", { request_id: text("r1"), trace: text("t"), seq: { kind: "integer", value: 3 } });
  await node.respond((await node.next()) as InputEvent, "out", "4", { metadata: { took: 0.5 } });
  expect([...(link.sent[0]?.metadata.parameters ?? [])]).toEqual([
    ["request_id", text("r1")],
    ["trace", text("t")],
    ["seq", { kind: "integer", value: 3 }],
    ["took", { kind: "float", value: 0.5 }],
  ]);
});

test("[MAP-9] a response that does not come ends the waiting: by time, by signal", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  await expectCode(node.request("out", null, { timeoutMs: 5 }), "PROTOCOL_DEADLINE_EXCEEDED");
  const abort = new AbortController();
  const asking = node.request("out", null, { signal: abort.signal });
  abort.abort(new Error("no longer"));
  await expect(asking).rejects.toThrow("no longer");
  // What comes too late is an input like any other.
  link.input("late", { request_id: parameterOf(link.sent[0], "request_id") });
  expect(node.tryNext()).toMatchObject({ type: "INPUT" });
  expect(link.alive).toBe(false);
});

test("[MAP-9] a server that fails or is started again ends the waiting; another node does not", async () => {
  const link = new FakeLink({ dataflowDescriptor: descriptor });
  await using node = await link.connect();
  const asking = node.request("out", null);
  await expect.poll(() => link.sent.length).toBe(1);
  link.tell({ type: "nodeRestarted", id: "camera" });
  link.input("answer", { request_id: parameterOf(link.sent[0], "request_id") });
  await asking;
  const again = node.request("out", null);
  await expect.poll(() => link.sent.length).toBe(2);
  link.tell({ type: "nodeRestarted", id: "server" });
  const lost = await expectCode(again, "DATAFLOW_SERVER_LOST");
  expect(lost.retryable).toBe(true);
  const failing = node.request("out", null);
  await expect.poll(() => link.sent.length).toBe(3);
  link.tell({ type: "nodeFailed", sourceNodeId: "server", error: "boom", affectedInputIds: [] });
  expect((await expectCode(failing, "DATAFLOW_SERVER_LOST")).message).toContain("boom");
  expect(node.drain().map(({ type }) => type)).toEqual(["NODE_RESTARTED", "NODE_RESTARTED", "NODE_FAILED"]);
});

test("[MAP-9] the end of the stream ends all waiting", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const asking = node.request("out", null);
  await expect.poll(() => link.sent.length).toBe(1);
  link.tell({ type: "end" });
  await expectCode(asking, "DATAFLOW_SERVER_LOST");
});

test("[MAP-10] a goal gives feedback and a result", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const goal = await node.sendGoal("out", "turn", { metadata: { angle: 90 } });
  const id = parameterOf(link.sent[0], "goal_id");
  expect(id.value).toBe(goal.goalId);
  expect(parameterOf(link.sent[0], "angle")).toEqual({ kind: "integer", value: 90 });
  link.input("30", { goal_id: id });
  link.input("60", { goal_id: id });
  link.input("other", { goal_id: text("of another") });
  link.input("90", { goal_id: id, goal_status: text("succeeded") });
  const feedback: unknown[] = [];
  for await (const event of goal) feedback.push(event.value.get(0));
  expect(feedback).toEqual(["30", "60"]);
  const { status, event } = await goal.result;
  expect([status, event.value.get(0)]).toEqual(["succeeded", "90"]);
  expect(node.drain()).toHaveLength(1);
});

test("[MAP-10] a goal can be cancelled, by hand and by a signal", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const abort = new AbortController();
  const goal = await node.sendGoal("out", "turn", { cancelOutput: "more", signal: abort.signal });
  await goal.cancel();
  abort.abort();
  expect(link.sent.slice(1).map(({ outputId }) => outputId)).toEqual(["more", "more"]);
  expect(parameterOf(link.sent[1], "goal_id")).toEqual(text(goal.goalId));
  link.input(undefined, { goal_id: text(goal.goalId), goal_status: text("canceled") });
  expect((await goal.result).status).toBe("canceled");
});

test("[MAP-10] a goal whose server fails ends with a coded error, for whoever looks", async () => {
  const link = new FakeLink({ dataflowDescriptor: descriptor });
  await using node = await link.connect();
  const goal = await node.sendGoal("out", "turn");
  const iterating = (async () => {
    for await (const event of goal) expect(event.type).toBe("INPUT");
  })();
  link.tell({ type: "nodeFailed", sourceNodeId: "server", error: "boom", affectedInputIds: [] });
  await expectCode(iterating, "DATAFLOW_SERVER_LOST");
  await expectCode(goal.result, "DATAFLOW_SERVER_LOST");
});

test("[MAP-10] a server answers a goal with feedback and a result", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input("turn", { goal_id: text("g") });
  const event = (await node.next()) as InputEvent;
  await node.respond(event, "out", "30");
  await node.respond(event, "out", "90", { goalStatus: "succeeded" });
  expect(link.sent.map(({ metadata }) => [...metadata.parameters])).toEqual([
    [["goal_id", text("g")]],
    [
      ["goal_id", text("g")],
      ["goal_status", text("succeeded")],
    ],
  ]);
});
