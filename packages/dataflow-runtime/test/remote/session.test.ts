import { leakCheck } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { DoraValue } from "../../src/value.ts";
import { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";
import { connectTo, inputOf } from "./support.ts";

const typesOf = (daemon: ScriptedDaemon): string[] =>
  daemon.said.map(({ connection, request }) => `${connection} ${request.type}`);

test("[WIRE-30] a node registers for events, subscribes, then for closing and for outputs", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using _node = await connectTo(daemon);
  await daemon.until("nextEvent");
  expect(typesOf(daemon)).toEqual(["0 register", "0 subscribe", "1 register", "2 register", "0 nextEvent"]);
  expect(daemon.of("register")[0]).toEqual({
    type: "register",
    dataflowId: "0198f0a1-2b3c-7d4e-8f50-112233445566",
    nodeId: "js",
    doraVersion: "1.0.0",
    metadataVersion: 2,
  });
});

test("[WIRE-30] connecting waits for the barrier, and nothing else is said before it", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = ({ type }) => (type === "subscribe" ? "silence" : undefined);
  const connecting = connectTo(daemon);
  await daemon.until("subscribe");
  expect(typesOf(daemon)).toEqual(["0 register", "0 subscribe"]);
  daemon.kill();
  await expect(connecting).rejects.toMatchObject({ code: "DATAFLOW_DAEMON_LOST" });
});

test("[WIRE-33] events are asked for although nobody reads them, and wait", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using node = await connectTo(daemon);
  for (let round = 1; round <= 5; round++) {
    await daemon.until("nextEvent", round);
    daemon.emit(inputOf("in", [round]));
  }
  await daemon.until("nextEvent", 6);
  await expect.poll(() => node.isEmpty()).toBe(false);
  const data = node.drain().map((event) => (event.type === "INPUT" ? [...event.data] : event.type));
  expect(data).toEqual([[1], [2], [3], [4], [5]]);
});

test("[MAP-6] a message goes out with its stamp, its parameters and its data as an Arrow stream", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using node = await connectTo(daemon);
  await node.sendOutput("out", Uint8Array.of(1, 2, 3), { n: -3 });
  await node.sendOutput("out", null);
  await daemon.until("sendMessage", 2);
  const [full, bare] = daemon.of("sendMessage");
  expect(DoraValue.fromIpc(full?.data as Uint8Array).toArray()).toEqual(Uint8Array.of(1, 2, 3));
  expect([...(full?.metadata.parameters ?? [])]).toEqual([
    ["_framing", { kind: "string", value: "arrow-ipc" }],
    ["n", { kind: "integer", value: -3 }],
  ]);
  expect(bare).toMatchObject({ data: undefined, metadata: { parameters: new Map() } });
  expect(bare?.metadata.timestamp.time).toBeGreaterThan(full?.metadata.timestamp.time ?? 0n);
});

test("[WIRE-34] closing says goodbye in dora's order and leaves nothing open", async () => {
  await using leaks = leakCheck();
  await using daemon = await ScriptedDaemon.start();
  const node = await connectTo(daemon, { outputs: ["out", "more"] });
  void node.sendOutput("out", Uint8Array.of(1));
  await node.close();
  await expect.poll(() => daemon.openConnections).toBe(0);
  const goodbye = typesOf(daemon).filter((said) => !/register|subscribe|nextEvent/.test(said));
  expect(goodbye).toEqual(["2 sendMessage", "1 eventStreamDropped", "2 closeOutputs", "2 outputsDone"]);
  expect(daemon.of("closeOutputs")).toEqual([{ type: "closeOutputs", outputIds: ["out", "more"] }]);
  expect(await node.next()).toBeUndefined();
  await expect(node.sendOutput("out", null)).rejects.toMatchObject({ code: "DATAFLOW_CLOSED" });
  await node.close();
  await daemon[Symbol.asyncDispose]();
  await leaks.assertClean();
});

test("[WIRE-34] a node that waits at the barrier can be closed", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = ({ type }) => (type === "subscribe" ? "silence" : undefined);
  const abort = new AbortController();
  const connecting = connectTo(daemon, {}, { signal: abort.signal });
  await daemon.until("subscribe");
  abort.abort();
  await expect(connecting).rejects.toMatchObject({ code: "DATAFLOW_CLOSED" });
  await expect.poll(() => daemon.openConnections).toBe(0);
});

test("[WIRE-2] a message that is too long for the wire is refused, and those that wait behind it are not", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using node = await connectTo(daemon);
  const sending = Array.from({ length: 300 }, () => node.sendOutput("out", null));
  await expect(node.sendOutput("out", new Uint8Array(64 * 1024 * 1024))).rejects.toMatchObject({
    code: "DATAFLOW_WIRE_TOO_LARGE",
  });
  await Promise.all(sending);
  await daemon.until("sendMessage", 300);
});

test("[WIRE-34] a node that its signal closes says goodbye", async () => {
  await using daemon = await ScriptedDaemon.start();
  const abort = new AbortController();
  const node = await connectTo(daemon, {}, { signal: abort.signal });
  abort.abort();
  expect(await node.next()).toBeUndefined();
  await daemon.until("outputsDone");
  await expect.poll(() => daemon.openConnections).toBe(0);
});

test("an event stream that the daemon closes ends the node's, and the node can still send", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using node = await connectTo(daemon);
  daemon.emit(inputOf("in", [1]), { type: "allInputsClosed" });
  daemon.endEvents();
  const seen: string[] = [];
  for await (const event of node) seen.push(event.type);
  expect(seen.toSorted()).toEqual(["INPUT", "STOP"]);
  await node.sendOutput("out", "last words");
  await daemon.until("sendMessage");
});

test("[MAP-22] bytes are kept, loaded and dropped by key", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = (request) =>
    request.type === "extensionLoad" && request.namespace === "ns"
      ? { type: "extensionValue", value: Uint8Array.of(7) }
      : undefined;
  await using node = await connectTo(daemon);
  await node.extensionStore("ns", "k", Uint8Array.of(7));
  expect(await node.extensionLoad("ns", "k", true)).toEqual(Uint8Array.of(7));
  await node.extensionDrop("ns", "k");
  expect(await node.extensionLoad("other", "k")).toBeUndefined();
  expect(daemon.of("extensionLoad")[0]).toMatchObject({ key: "k", remove: true });
  expect(daemon.of("extensionStore")).toEqual([
    { type: "extensionStore", namespace: "ns", key: "k", value: Uint8Array.of(7) },
  ]);
});
