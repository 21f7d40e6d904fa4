import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import {
  bytes,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  fail,
  nack,
  Response,
  text,
} from "../../src/index.ts";
import { testMap, testReduce, testSink, testSourceTransform, verdictOf } from "../../src/testing.ts";

const textOf = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString();
const map = defineMap({
  input: text,
  output: text,
  handle: (value, { keys }) => ({ value: `${keys.join()}:${value}` }),
});

describe("a handler is called without an engine:", () => {
  it("a map", async () => {
    const [result] = await testMap(map).send({ value: "a", keys: ["k"] });
    expect(result?.keys).toEqual(["k"]);
    expect(textOf(result?.value)).toBe("k:a");
    expect(textOf((await testMap(map).send("plain"))[0]?.value)).toBe(":plain");
  });

  it("a source transform", async () => {
    const transform = defineSourceTransform({
      input: text,
      output: text,
      handle: (value, { eventTime }) => [
        { value, eventTime },
        { value, eventTime: new Date(9) },
      ],
    });
    const results = await testSourceTransform(transform).send({ value: "a", eventTime: new Date(5) });
    expect(results.map(({ eventTime }) => eventTime?.getTime())).toEqual([5, 9]);
  });

  it("a reduce, once for each key", async () => {
    const reduce = defineReduce({
      input: bytes,
      output: text,
      initial: () => 0,
      step: (n: number) => n + 1,
      finish: (n, { window }) => ({ value: `${n} until ${window.end.getTime()}` }),
    });
    const messages = ["a", "b", "a"].map((key) => ({ value: "v", keys: [key] }));
    const results = await testReduce(reduce).send({ start: new Date(0), end: new Date(60), messages });
    expect(results.map(({ keys, value }) => `${keys.join()}: ${textOf(value)}`)).toEqual([
      "a: 2 until 60",
      "b: 1 until 60",
    ]);
  });

  it("a sink, held to one answer for each message", async () => {
    const sink = defineSink({
      input: text,
      handle: (batch) => [...batch].flatMap(({ id, value }) => (value === "skip" ? [] : [Response.asSuccess(id)])),
    });
    expect(await testSink(sink).send(["a", { id: "x", value: "b" }])).toMatchObject([{ id: "0" }, { id: "x" }]);
    const error = await expectCode(testSink(sink).send(["a", "skip"]), "UDF_SINK_RESPONSES");
    expect(error.message).toContain("no answer for '1'");
  });

  it("what it throws is what the test gets", async () => {
    const boom = new Error("boom");
    const failing = defineMap({
      input: text,
      output: text,
      handle: () => {
        throw boom;
      },
    });
    await expect(testMap(failing).send("a")).rejects.toBe(boom);
  });

  it("and only one of its kind", async () => {
    const error = await expectCode(() => testSink(map as never), "UDF_INVALID_DEFINITION");
    expect(error.message).toContain("a test of a sink takes a definition of one, not a map");
    await expectCode(() => testMap({} as never), "UDF_INVALID_DEFINITION");
    await expectCode(testMap(map).send({ vaule: "a" } as never), "PROTOCOL_UNKNOWN_OPTION");
  });

  it("and its drops, nacks and failures are told from results that go on", async () => {
    const verdicts = defineMap({
      input: text,
      output: text,
      handle: (value) => ({ drop, nack: nack(), fail, nothing: undefined, on: { value } })[value as "on"],
    });
    const of = async (value: string) => (await testMap(verdicts).send(value)).map(verdictOf);
    expect(await of("drop")).toEqual(["drop"]);
    expect(await of("nack")).toEqual(["nack"]);
    expect(await of("fail")).toEqual(["fail"]);
    expect(await of("nothing")).toEqual([]);
    expect(await of("on")).toEqual([undefined]);
  });
});

describe("what is sent is looked at:", () => {
  const reduce = defineReduce({ input: text, output: text, handle: () => undefined });
  const sink = defineSink({ input: text, handle: () => undefined });
  const window = { start: new Date(0), end: new Date(60), messages: ["a"] };
  const time = new Date("x");

  it.each<[string, () => Promise<unknown>, string]>([
    ["a list for one message", () => testMap(map).send(["a"] as never), "a text, bytes or { value, … }, not an array"],
    ["nothing", () => testMap(map).send(undefined as never), "a text, bytes or { value, … }, not undefined"],
    ["an object as value", () => testMap(map).send({ value: {} } as never), "(write JSON.stringify for JSON), not an"],
    ["keys that are a text", () => testMap(map).send({ value: "a", keys: "k" } as never), "the keys of a message of a"],
    ["an invalid time", () => testMap(map).send({ value: "a", eventTime: time }), "valid Date, not an invalid Date"],
    ["a text for a batch", () => testSink(sink).send("ab" as never), 'a list, such as ["a"], not a string'],
    ["bytes for a batch", () => testSink(sink).send(new Uint8Array(2) as never), "not a Uint8Array"],
    ["a message for a batch", () => testSink(sink).send({ value: "a" } as never), "not an object"],
    ["a list for a window", () => testReduce(reduce).send(["a"] as never), "{ start, end, messages }, not an array"],
    ["a text for a window's list", () => testReduce(reduce).send({ ...window, messages: "ab" }), "not a string"],
    ["no list", () => testReduce(reduce).send({ ...window, messages: undefined } as never), "not undefined"],
    [
      "a window without start",
      () => testReduce(reduce).send({ ...window, start: 0 } as never),
      "the start of a window",
    ],
    ["a window without end", () => testReduce(reduce).send({ ...window, end: undefined } as never), "the end of a win"],
  ])("%s", async (_what, send, message) => {
    expect((await expectCode(send(), "UDF_INVALID_MESSAGE")).message).toContain(message);
  });

  it("a misspelt field of a window", async () => {
    await expectCode(testReduce(reduce).send({ ...window, mesages: [] } as never), "PROTOCOL_UNKNOWN_OPTION");
  });
});
