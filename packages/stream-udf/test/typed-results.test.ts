/** What a typed handler must not return, and what it is told. */
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  defineMap,
  defineReduce,
  defineSourceTransform,
  fail,
  Message,
  MessageT,
  nack,
  Response,
  text,
  type NackOptions,
} from "../src/index.ts";
import { testMap, testReduce, testSourceTransform } from "../src/testing.ts";

const mapGives = (result: unknown) =>
  testMap(defineMap({ input: text, output: text, tags: ["a"], handle: () => result as never })).send("x");
const transformGives = (result: unknown) =>
  testSourceTransform(defineSourceTransform({ input: text, output: text, handle: () => result as never })).send("x");
const reduceGives = (result: unknown) =>
  testReduce(
    defineReduce({ input: text, output: text, initial: () => 0, step: (n) => n, finish: () => result as never }),
  ).send({ start: new Date(0), end: new Date(1000), messages: ["x"] });

describe("a field that a result does not have is refused:", () => {
  test.each([
    [
      "key of a map",
      mapGives,
      { value: "x", key: ["k"] },
      "a result of a map has no field 'key'; did you mean 'keys'?",
    ],
    ["tag in a list", mapGives, [{ value: "x" }, { value: "x", tag: ["a"] }], "did you mean 'tags'?"],
    ["eventTime of a map", mapGives, { value: "x", eventTime: new Date(0) }, "only a source transform assigns"],
    ["eventTime of a reduce", reduceGives, { value: "x", eventTime: new Date(0) }, "a result of a reduce has no field"],
    [
      "metadata of a source transform",
      transformGives,
      { value: "x", eventTime: new Date(0), why: 1 },
      "'why'; known fields: value, keys, tags, userMetadata, eventTime",
    ],
  ] as const)("%s", async (_what, gives, result, message) => {
    expect((await expectCode(gives(result), "UDF_INVALID_RESULT")).message).toContain(message);
  });

  test("but not one that says nothing, nor what belongs there", async () => {
    expect(await mapGives({ value: "x", key: undefined })).toHaveLength(1);
    expect(await mapGives({ value: "x", keys: ["k"], tags: ["a"], userMetadata: {} })).toMatchObject([
      { keys: ["k"], tags: ["a"], userMetadata: {} },
    ]);
    expect(await transformGives({ value: "x", eventTime: new Date(7) })).toMatchObject([{ eventTime: new Date(7) }]);
  });
});

describe("options of a nack are looked at", () => {
  test.each<[string, (options: NackOptions) => unknown]>([
    ["nack", (options) => nack(options)],
    ["Message.toNack", (options) => Message.toNack(options)],
    ["MessageT.toNack", (options) => MessageT.toNack(options)],
    ["Response.asNack", (options) => Response.asNack("0", options)],
  ])("by %s", async (name, make) => {
    const wrong = make as (options: unknown) => unknown;
    const unknown = await expectCode(() => wrong({ delay: 5 }), "UDF_INVALID_NACK");
    expect(unknown.message).toContain(`${name} has no option 'delay'; did you mean 'delayMs'?`);
    const noObject = await expectCode(() => wrong("later"), "UDF_INVALID_NACK");
    expect(noObject.message).toContain(`${name} takes an options object, not a string`);
    await expectCode(() => wrong({ delayMs: "5s" }), "UDF_INVALID_NACK");
    await expectCode(() => wrong({ maxDeliveries: -1 }), "UDF_INVALID_NACK");
    expect(make({ reason: "r", maxDeliveries: 2, delayMs: 0, details: { a: "b" } })).toBeDefined();
  });
});

describe("what is wrong is named as the definition names it:", () => {
  test.each([
    ["keys", mapGives, { value: "x", keys: "k" }, "the keys of a result of a map must be an array of strings"],
    ["tags", mapGives, { value: "x", tags: "a" }, "the tags of a result of a map must be an array of strings"],
    ["no event time", transformGives, { value: "x" }, "of a result of a source transform must be a valid Date"],
    ["an invalid one", transformGives, { value: "x", eventTime: new Date("x") }, "valid Date, not an invalid Date"],
  ] as const)("%s", async (_what, gives, result, message) => {
    const error = await expectCode(gives(result), "UDF_INVALID_MESSAGE");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("toVtx");
  });

  test("a Date where a result is wanted", async () => {
    expect((await expectCode(mapGives(new Date(0)), "UDF_INVALID_RESULT")).message).toContain("returned a Date;");
  });

  test("a source transform is asked for an event time", async () => {
    const error = await expectCode(transformGives("x"), "UDF_INVALID_RESULT");
    expect(error.message).toContain("return { value, eventTime }, drop, nack() or fail");
  });

  test.each([
    ["nack()", nack(), "returned 'nack'"],
    ["fail", fail, "returned 'fail'"],
    ["a number", 5, "returned a number"],
  ])("a reduce gives no %s, and is not offered verdicts that it cannot give", async (_what, result, message) => {
    const error = await expectCode(reduceGives(result), "UDF_INVALID_RESULT");
    expect(error.message).toContain(`${message}; return { value } or drop, a list of these, or nothing`);
  });
});
