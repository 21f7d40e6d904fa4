import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { NodeEvent } from "../../src/event.ts";
import type { Node } from "../../src/node.ts";
import type { DaemonRequest } from "../../src/wire/messages.ts";
import { done, ScriptedDaemon, type Answer } from "../../src/testing/scripted-daemon.ts";
import { connectTo, inputOf } from "./support.ts";

async function rest(node: Node): Promise<NodeEvent[]> {
  const events: NodeEvent[] = [];
  for await (const event of node) events.push(event);
  return events;
}

const codes = (events: readonly NodeEvent[]): unknown[] =>
  events.map((event) => (event.type === "ERROR" ? (event.error as { code?: string }).code : event.type));

const answering =
  (type: DaemonRequest["type"], answer: Answer) =>
  (request: DaemonRequest): Answer | undefined =>
    request.type === type ? answer : undefined;

test("[WIRE-31] a daemon of another version: both versions and what to do", async () => {
  await using daemon = await ScriptedDaemon.start();
  const said = "version mismatch: message format v1.0.0 is not compatible with expected message format v2.3.4";
  daemon.script = answering("register", { type: "result", error: said });
  const error = await expectCode(connectTo(daemon), "DATAFLOW_VERSION_MISMATCH");
  expect(error.message).toContain("message format 1.0.0, metadata 2 (dora 1.x)");
  expect(error.message).toContain("v2.3.4");
  expect(error.message).toContain("install");
});

test("[WIRE-31] another refusal at Register is told as it is", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = answering("register", { type: "result", error: "no room" });
  const error = await expectCode(connectTo(daemon), "DATAFLOW_DAEMON_REFUSED");
  expect(error.message).toContain("no room");
});

test("[WIRE-9] a daemon that hangs up at the first message is one of dora 0.x", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = answering("register", "hang up");
  const error = await expectCode(connectTo(daemon), "DATAFLOW_OLD_DORA");
  expect(error.message).toContain("1.0.0 or newer");
});

test("[WIRE-32] a barrier that fails names the node that ended", async () => {
  await using daemon = await ScriptedDaemon.start();
  const said = "Node py exited before initializing dora.";
  daemon.script = answering("subscribe", { type: "result", error: said });
  const error = await expectCode(connectTo(daemon), "DATAFLOW_BARRIER_FAILED");
  expect(error.message).toContain(said);
  await expect.poll(() => daemon.openConnections).toBe(0);
});

test("no daemon at the address is a coded error", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await using daemon = await ScriptedDaemon.start();
  const error = await expectCode(connectTo(daemon, { daemonAddress: `127.0.0.1:${port}` }), "DATAFLOW_NO_DAEMON");
  expect(error.message).toContain(String(port));
});

test("[WIRE-38] a daemon that dies: an ERROR, the end, and an error for what is sent", async () => {
  await using daemon = await ScriptedDaemon.start();
  const node = await connectTo(daemon);
  const reading = rest(node);
  await daemon.until("nextEvent");
  daemon.kill();
  expect(codes(await reading)).toEqual(["DATAFLOW_DAEMON_LOST"]);
  await expectCode(node.sendOutput("out", null), "DATAFLOW_DAEMON_LOST");
  await expectCode(node.request("out", null), "DATAFLOW_DAEMON_LOST");
  await node.close();
});

test("[WIRE-38] a daemon that closes its connections orderly, but not the stream of events", async () => {
  await using daemon = await ScriptedDaemon.start();
  const node = await connectTo(daemon, {}, { order: "arrival" });
  await daemon.until("nextEvent");
  daemon.script = answering("nextEvent", "hang up");
  daemon.emit(inputOf("in", [1]));
  expect(codes(await rest(node))).toEqual(["INPUT", "DATAFLOW_DAEMON_LOST"]);
  await node.close();
});

test("[WIRE-38] a daemon that dies during closing does not hold it up", async () => {
  await using daemon = await ScriptedDaemon.start();
  const node = await connectTo(daemon);
  daemon.script = answering("eventStreamDropped", "silence");
  const closing = node.close();
  await daemon.until("eventStreamDropped");
  daemon.kill();
  await closing;
  expect(await node.next()).toBeUndefined();
});

const bytes = (hex: string): readonly Uint8Array[] => [Buffer.from(hex.replaceAll(" ", ""), "hex")];

test.for([
  ["a malformed reply", bytes("0300000000000000 0101ff"), "DATAFLOW_WIRE_MALFORMED"],
  ["an oversized frame", bytes("0100000400000000 00"), "DATAFLOW_WIRE_TOO_LARGE"],
  ["a reply of an unknown kind", bytes("0100000000000000 09"), "DATAFLOW_WIRE_UNKNOWN_TAG"],
  ["a reply that does not fit", done, "DATAFLOW_WIRE_MALFORMED"],
  ["two replies to one request", bytes("0200000000000000 0300 0200000000000000 0100"), "DATAFLOW_WIRE_MALFORMED"],
] as const)("[WIRE-42] %s to NextEvent ends the stream with a coded error", async ([, answer, code]) => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = answering("nextEvent", answer);
  const node = await connectTo(daemon);
  expect(codes(await rest(node))).toEqual([code]);
  await node.close();
});

test("[WIRE-42] a reply that is cut off is a lost daemon", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = answering("nextEvent", bytes("ff00000000000000 0101"));
  const node = await connectTo(daemon);
  await daemon.until("nextEvent");
  daemon.kill();
  expect(codes(await rest(node))).toEqual(["DATAFLOW_DAEMON_LOST"]);
  await node.close();
});

test("[WIRE-5] an event of a later dora: what came before it, UNKNOWN, and what comes later", async () => {
  await using daemon = await ScriptedDaemon.start();
  const ts = "88ef99abc5e88c91110102030405060708090a0b0c0d0e0f10";
  const body = `0102 03 02696e ${ts} 0b 0161 ${ts}`.replaceAll(" ", "");
  const length = Buffer.alloc(8);
  length.writeUInt32LE(body.length / 2);
  let first = true;
  daemon.script = ({ type }) => {
    if (type !== "nextEvent" || !first) return undefined;
    first = false;
    return [length, Buffer.from(body, "hex")];
  };
  await using node = await connectTo(daemon, {}, { order: "arrival" });
  daemon.emit(inputOf("in", [1]), { type: "stop" });
  const events = await rest(node);
  expect(codes(events)).toEqual(["INPUT_CLOSED", "UNKNOWN", "INPUT", "STOP"]);
  expect(events[1]).toMatchObject({ detail: expect.stringContaining("tag 11") as string });
});

test("[WIRE-26] [WIRE-38] drops of a node are counted and warned about once", async () => {
  await using daemon = await ScriptedDaemon.start();
  const logger = memoryLogger();
  const inputs = new Map([["in", { source: "a/b", queueSize: 2, queuePolicy: "drop_oldest" } as const]]);
  await using node = await connectTo(daemon, { inputs }, { logger });
  daemon.emit(...[1, 2, 3, 4, 5].map((number) => inputOf("in", [number])));
  await expect.poll(() => node.dropped.get("in")).toBe(3);
  expect(logger.records.map(({ level, message }) => [level, message])).toEqual([
    ["warn", expect.stringContaining("'queue_size' (2) at nodes.js.inputs.in")],
  ]);
});
