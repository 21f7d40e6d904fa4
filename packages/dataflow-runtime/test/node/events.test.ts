import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { LinkEvent } from "../../src/node-link.ts";
import { FakeLink, text } from "./fake-link.ts";

test("[MAP-3] next gives the next event, and undefined at the end", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const waiting = node.next();
  link.input("a");
  expect(await waiting).toMatchObject({ kind: "dora", type: "INPUT", id: "in" });
  link.tell({ type: "end" });
  expect(await node.next()).toBeUndefined();
  expect(await node.next(0)).toBeUndefined();
});

test("[MAP-3] [SEED-17] next gives an ERROR after its time, and the stream goes on", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const late = await node.next(5);
  expect(late).toMatchObject({ type: "ERROR", error: { code: "DATAFLOW_NO_EVENT" } });
  expect(late?.type === "ERROR" && late.error.message).toContain("5 ms");
  link.input("a");
  expect(await node.next(60_000)).toMatchObject({ type: "INPUT" });
});

test("[MAP-3] a time that is negative or no number is refused", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  await expectCode(node.next(-1), "PROTOCOL_INVALID_OPTION");
  await expectCode(node.next(NaN), "PROTOCOL_INVALID_OPTION");
});

test("[MAP-4] recvAsync is next", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  expect(await node.recvAsync(1)).toMatchObject({ type: "ERROR" });
  link.input("a");
  expect(await node.recvAsync()).toMatchObject({ type: "INPUT" });
});

test("[MAP-2] iteration ends with the stream, and leaving it closes nothing", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input("a");
  link.input("b");
  for await (const event of node) {
    expect(event.type).toBe("INPUT");
    break;
  }
  expect(link.closes).toBe(0);
  link.tell({ type: "allInputsClosed" });
  const rest: unknown[] = [];
  for await (const event of node) rest.push(event.type === "INPUT" ? event.value.get(0) : event.type);
  expect(rest).toEqual(["STOP", "b"]);
});

test("[MAP-5] tryNext, drain and isEmpty never wait", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  expect([node.tryNext(), node.drain(), node.isEmpty()]).toEqual([undefined, [], true]);
  link.input("a");
  link.input("b");
  link.input("c");
  expect(node.isEmpty()).toBe(false);
  expect(node.tryNext()).toMatchObject({ type: "INPUT" });
  expect(node.drain()).toHaveLength(2);
  expect(node.isEmpty()).toBe(true);
});

const json = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));
const told: readonly (readonly [LinkEvent, unknown])[] = [
  [{ type: "stop" }, { type: "STOP", id: "MANUAL" }],
  [{ type: "allInputsClosed" }, { type: "STOP", id: "ALL_INPUTS_CLOSED" }],
  [
    { type: "inputClosed", id: "in" },
    { type: "INPUT_CLOSED", id: "in" },
  ],
  [
    { type: "inputRecovered", id: "in" },
    { type: "INPUT_RECOVERED", id: "in" },
  ],
  [
    { type: "nodeRestarted", id: "other" },
    { type: "NODE_RESTARTED", id: "other" },
  ],
  [
    { type: "reload", operatorId: "op" },
    { type: "RELOAD", id: "op" },
  ],
  [
    { type: "paramUpdate", key: "gain", valueJson: json("[2.5, 9007199254740993]") },
    { type: "PARAM_UPDATE", id: "gain", value: [2.5, 9007199254740993n] },
  ],
  [
    { type: "paramDeleted", key: "gain" },
    { type: "PARAM_DELETED", id: "gain" },
  ],
  [
    { type: "nodeFailed", sourceNodeId: "up", error: "boom", affectedInputIds: ["in"] },
    { type: "NODE_FAILED", id: "up", value: { sourceNodeId: "up", error: "boom", affectedInputIds: ["in"] } },
  ],
  [
    { type: "unknown", detail: "tag 99" },
    { type: "UNKNOWN", detail: "tag 99" },
  ],
  [
    { type: "error", error: new Error("gone") },
    { type: "ERROR", error: new Error("gone") },
  ],
];

test.for(told)("[MAP-16] [SEED-3] [SEED-8] [SEED-9] [SEED-10] %j", async ([event, expected]) => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.tell(event);
  expect(await node.next()).toEqual({ kind: "dora", ...(expected as object) });
});

test("[MAP-16] a parameter whose value is no JSON is UNKNOWN", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.tell({ type: "paramUpdate", key: "gain", valueJson: json("{") });
  expect(await node.next()).toMatchObject({ type: "UNKNOWN", detail: expect.stringContaining("'gain'") as string });
});

test("[SEED-4] [SEED-5] [SEED-6] [SEED-7] an INPUT has its id, its data as bytes and as an array, and its metadata", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input(Float32Array.of(0.5, 1), { n: { kind: "integer", value: 7 } });
  const event = await node.next();
  if (event?.type !== "INPUT") throw new Error(event?.type);
  expect(event.id).toBe("in");
  expect(event.value.toArray()).toEqual(Float32Array.of(0.5, 1));
  expect(event.data).toEqual(new Uint8Array(Float32Array.of(0.5, 1).buffer));
  expect(event.metadata.parameters).toEqual({ n: 7 });
  expect(event.metadata.timestamp).toEqual(new Date(1000));
});

test("a message without data, such as a timer's, is an empty array", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input(undefined);
  const event = await node.next();
  if (event?.type !== "INPUT") throw new Error(event?.type);
  expect([event.value.length, event.data.length]).toEqual([0, 0]);
});

test("[WIRE-41] a node holds its process while somebody waits for it, and only then", async () => {
  const link = new FakeLink({ inputs: new Map() });
  const before = process.eventNames().map((name) => [name, process.listenerCount(name)]);
  await using node = await link.connect();
  expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).toEqual(before);
  expect(link.alive).toBe(false);
  const waiting = [node.next(), node.next()];
  await expect.poll(() => link.alive).toBe(true);
  link.tell({ type: "nodeRestarted", id: "x" });
  await waiting[0];
  expect(link.alive).toBe(true);
  link.tell({ type: "end" });
  await waiting[1];
  expect(link.alive).toBe(false);
});

test("the engine is told of inputs that were taken, and gets borrowed memory back with the next read", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input("a", { request_id: text("not of this node") });
  link.input("b");
  await node.next();
  expect(link.takenIds).toEqual(["in"]);
  await node.next();
  expect(link.takenIds).toEqual(["in", "in"]);
});
