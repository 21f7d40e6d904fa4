import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { withLink } from "../../src/current-link.ts";
import { Node } from "../../src/node.ts";
import { FakeLink } from "./fake-link.ts";

test("[MAP-6] [SEED-11] [SEED-12] [SEED-18] sendOutput hands over at once and in order", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const sending = [
    node.sendOutput("out", Uint8Array.of(1)),
    node.sendOutput("more", "two"),
    node.sendOutput("out", null),
  ];
  expect(link.sent.map(({ outputId }) => outputId)).toEqual(["out", "more", "out"]);
  await Promise.all(sending);
  expect(link.sent.map(({ value }) => value?.toArray())).toEqual([Uint8Array.of(1), ["two"], undefined]);
});

test("[MAP-6] the promise of sendOutput waits as long as the engine says", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  const { promise, resolve } = Promise.withResolvers<void>();
  link.onSend = () => promise;
  let sent = false;
  const sending = node.sendOutput("out", null).then(() => (sent = true));
  await new Promise((next) => setImmediate(next));
  expect(sent).toBe(false);
  resolve();
  await sending;
});

test("[MAP-7] an output that is not declared is warned about once, and its messages are dropped", async () => {
  const link = new FakeLink();
  const logger = memoryLogger();
  await using node = await link.connect({ logger });
  await node.sendOutput("oout", "a");
  await node.sendOutput("oout", "b");
  expect(link.sent).toHaveLength(0);
  expect(logger.records.map(({ message }) => message)).toEqual([expect.stringContaining("Its outputs are: out, more")]);
});

test("[MAP-17] [MAP-18] [SEED-13] metadata of an input goes on with its parameters and a time of its own", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  link.input("a", {
    whole: { kind: "float", value: 2 },
    big: { kind: "integer", value: 9007199254740993n },
    _framing: { kind: "string", value: "arrow-ipc" },
    timestamp: { kind: "string", value: "yesterday" },
  });
  const event = await node.next();
  if (event?.type !== "INPUT") throw new Error(event?.type);
  expect(event.metadata.parameters).toMatchObject({ whole: 2, big: 9007199254740993n });
  await node.sendOutput("out", event.value, event.metadata);
  await node.sendOutput("out", null, { ...event.metadata.forward(), seq: 1 });
  const [forwarded, changed] = link.sent;
  expect([...(forwarded?.metadata.parameters ?? [])]).toEqual([
    ["whole", { kind: "float", value: 2 }],
    ["big", { kind: "integer", value: 9007199254740993n }],
  ]);
  expect(changed?.metadata.parameters.get("seq")).toEqual({ kind: "integer", value: 1 });
  expect(changed?.metadata.parameters.get("whole")).toEqual({ kind: "float", value: 2 });
  expect(forwarded?.metadata.timestamp.time).toBeGreaterThan(event.metadata.hlc.time);
});

test("what cannot be sent rejects, and the node goes on", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  await expectCode(node.sendOutput("out", (() => 1) as never), "DATAFLOW_INVALID_DATA");
  await expectCode(node.sendOutput("out", null, { bad: {} as never }), "DATAFLOW_INVALID_PARAMETER");
  await node.sendOutput("out", null);
  expect(link.sent).toHaveLength(1);
});

test("[MAP-8] sendOutputRaw sends what was written into the engine's buffer", async () => {
  const link = new FakeLink();
  const buffer = new Uint8Array(3);
  await using node = await withLink(Object.assign(link, { allocate: () => buffer }), () => Node.connect());
  await node.sendOutputRaw(
    "out",
    3,
    async (bytes) => {
      await Promise.resolve();
      bytes.set([1, 2, 3]);
    },
    { n: 1 },
  );
  expect(link.sent[0]?.value?.toArray()).toEqual(Uint8Array.of(1, 2, 3));
  expect(link.sent[0]?.value?.bytes.buffer).toBe(buffer.buffer);
  expect(link.sent[0]?.metadata.parameters.get("n")).toEqual({ kind: "integer", value: 1 });
  await expect(node.sendOutputRaw("out", 3, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expectCode(
    node.sendOutputRaw("out", -1, () => undefined),
    "PROTOCOL_INVALID_OPTION",
  );
});

test("closeOutputs closes all or some, once, and refuses what is sent later", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  await node.closeOutputs(["out"]);
  await node.closeOutputs();
  expect(link.closedOutputs).toEqual(["out", "more"]);
  await expectCode(node.sendOutput("out", null), "DATAFLOW_CLOSED");
});

test("[MAP-11] records go to the engine as the lines that dora reads", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  node.log("warn", "hot", "sensor", { celsius: "90" });
  node.logError("e");
  node.logWarn("w");
  node.logInfo("i");
  node.logDebug("d");
  node.logTrace("t");
  node.log("info", "much", undefined, { text: "x".repeat(70_000) });
  const records = link.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records[0]).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    level: "WARN",
    message: "hot",
    target: "sensor",
    fields: { celsius: "90" },
  });
  expect(records.slice(1, 6).map(({ level, message }) => [level, message])).toEqual([
    ["ERROR", "e"],
    ["WARN", "w"],
    ["INFO", "i"],
    ["DEBUG", "d"],
    ["TRACE", "t"],
  ]);
  expect(records[6]).toMatchObject({ message: "much", fields: { left_out: expect.any(String) as string } });
});
