import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  bytes,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  fail,
  json,
  nack,
  Response,
  text,
  type Message,
} from "../src/index.ts";
import { call, datumOf, minute, sinkBatchOf, streamOf, textOf } from "./support/handlers.ts";

const Order = z.object({ id: z.string(), cents: z.number() });
const shown = (messages: readonly Message[]) =>
  messages.map(({ keys, value, tags }) => ({ keys, value: textOf(value), tags }));

describe("defineMap", () => {
  const priced = defineMap({
    input: json(Order),
    output: json(z.object({ euros: z.number() })),
    tags: ["large", "small"],
    handle: ({ cents }) => ({ value: { euros: cents / 100 }, tags: [cents > 1000 ? "large" : "small"] }),
  }).component;

  test("values are decoded, checked and encoded; keys are those of the input; tags go out", async () => {
    const datum = datumOf('{"id":"a","cents":1999,"more":true}', { keys: ["eu"] });
    expect(shown(await priced.handle(datum.keys, datum, call))).toEqual([
      { keys: ["eu"], value: '{"euros":19.99}', tags: ["large"] },
    ]);
  });

  test("nothing that awaits is needed where no handler or codec awaits", () => {
    const datum = datumOf('{"id":"a","cents":1}');
    expect(priced.handle([], datum, call)).toBeInstanceOf(Array);
  });

  test("a schema may take its time", async () => {
    const slow = z.string().refine(async (value) => Promise.resolve(value !== "bad"));
    const { component } = defineMap({ input: json(slow), output: json(slow), handle: (value) => ({ value }) });
    expect(shown(await component.handle([], datumOf('"ok"'), call))).toMatchObject([{ value: '"ok"' }]);
    await expectCode(async () => component.handle([], datumOf('"bad"'), call), "UDF_DECODE_FAILED");
  });

  test("keys of a result win over those of the input", async () => {
    const { component } = defineMap({ input: text, output: text, handle: (value) => ({ value, keys: [] }) });
    expect(shown(await component.handle(["k"], datumOf("a", { keys: ["k"] }), call))).toEqual([
      { keys: [], value: "a", tags: [] },
    ]);
  });

  test("lists, nothing, drop, nack and fail", async () => {
    const answers = {
      list: [{ value: "a" }, drop, { value: "b" }],
      drop,
      nack: nack({ delayMs: 5 }),
      fail,
      nothing: undefined,
    };
    const { component } = defineMap({
      input: text,
      output: text,
      handle: async (value) => answers[value as keyof typeof answers],
    });
    const of = async (name: string) => component.handle([], datumOf(name), call);
    expect(shown(await of("list")).map(({ value, tags }) => [value, ...tags])).toEqual([
      ["a"],
      ["", "U+005C__DROP__"],
      ["b"],
    ]);
    expect((await of("drop"))[0]?.tags).toEqual(["U+005C__DROP__"]);
    expect((await of("nack"))[0]).toMatchObject({ tags: ["U+005C__NACK__"], nackOptions: { delayMs: 5 } });
    expect((await of("fail"))[0]?.tags).toEqual(["U+005C__FAIL__"]);
    expect(await of("nothing")).toEqual([]);
  });

  test("user metadata of a result goes out", async () => {
    const userMetadata = { g: { k: Buffer.from("v") } };
    const { component } = defineMap({ input: text, output: text, handle: (value) => ({ value, userMetadata }) });
    expect((await component.handle([], datumOf("a"), call))[0]?.userMetadata).toBe(userMetadata);
  });

  test.each([
    ["no JSON", "{", /Expected property name|JSON/],
    ["another shape", '{"id":1,"cents":2}', /id: /],
    ["no UTF-8", Buffer.from([0xff]), /encoded data/],
  ])("a message that is %s is a coded error", async (_what, value, reason) => {
    const error = await expectCode(async () => priced.handle([], datumOf(value), call), "UDF_DECODE_FAILED");
    expect(error.message).toMatch(reason);
  });

  test("onInvalid says what becomes of it instead", async () => {
    const codes: string[] = [];
    const { component } = defineMap({
      input: json(Order),
      output: text,
      tags: ["broken"],
      handle: () => ({ value: "fine" }),
      onInvalid: (error, { value }) => {
        codes.push(error.code);
        return { value: textOf(value), tags: ["broken"] };
      },
    });
    expect(shown(await component.handle([], datumOf("{}"), call))).toEqual([
      { keys: [], value: "{}", tags: ["broken"] },
    ]);
    expect(codes).toEqual(["UDF_DECODE_FAILED"]);
  });

  test("what the handler itself throws does not go to onInvalid", async () => {
    const { component } = defineMap({
      input: text,
      output: text,
      handle: () => {
        throw new RangeError("mine");
      },
      onInvalid: () => drop,
    });
    await expect(async () => component.handle([], datumOf("a"), call)).rejects.toThrow("mine");
  });

  test("a result that its schema refuses, or that JSON cannot hold, is a coded error", async () => {
    const { component } = defineMap({
      input: text,
      output: json(Order),
      handle: () => ({ value: { id: "a" } as never }),
    });
    await expectCode(async () => component.handle([], datumOf("a"), call), "UDF_ENCODE_FAILED");
    const loose = defineMap({ input: text, output: json(), handle: () => ({ value: () => 1 }) }).component;
    await expectCode(async () => loose.handle([], datumOf("a"), call), "UDF_ENCODE_FAILED");
    const raw = defineMap({ input: text, output: bytes, handle: () => ({ value: "text" as never }) }).component;
    await expectCode(async () => raw.handle([], datumOf("a"), call), "UDF_ENCODE_FAILED");
  });

  test.each([
    ["a text", "text"],
    ["a number", 5],
    ["null", null],
    ["a list of texts", ["a"]],
    ["a promise", [Promise.resolve()]],
  ])("%s is no result", async (_what, result) => {
    const { component } = defineMap({ input: text, output: text, handle: () => result as never });
    const error = await expectCode(async () => component.handle([], datumOf("a"), call), "UDF_INVALID_RESULT");
    expect(error.message).toContain("return { value }");
  });

  test("a tag that is not declared is a coded error that names those that are", async () => {
    const { component } = defineMap({
      input: text,
      output: text,
      tags: ["a", "b"],
      handle: (value) => ({ value, tags: ["c" as "a"] }),
    });
    const error = await expectCode(async () => component.handle([], datumOf("x"), call), "UDF_UNKNOWN_TAG");
    expect(error.message).toContain("it declares a, b");
  });
});

describe("defineSourceTransform", () => {
  test("results have event times", async () => {
    const { component } = defineSourceTransform({
      input: json(z.object({ at: z.coerce.date() })),
      output: text,
      tags: ["t"],
      handle: ({ at }, datum) => [
        { value: "new", eventTime: at, tags: ["t"] },
        { value: "kept", eventTime: datum.eventTime },
        drop,
      ],
    });
    const datum = datumOf('{"at":"2026-01-31T00:00:00Z"}', { keys: ["k"], eventTime: new Date(5000) });
    const messages = await component.handle(datum.keys, datum, call);
    expect(
      messages.map(({ keys, value, eventTime, tags }) => [keys.join(), textOf(value), eventTime?.getTime(), ...tags]),
    ).toEqual([
      ["k", "new", Date.UTC(2026, 0, 31), "t"],
      ["k", "kept", 5000],
      ["", "", undefined, "U+005C__DROP__"],
    ]);
  });

  test("a result without a valid event time is a coded error", async () => {
    const { component } = defineSourceTransform({ input: text, output: text, handle: (value) => ({ value }) as never });
    await expectCode(async () => component.handle([], datumOf("a"), call), "UDF_INVALID_MESSAGE");
  });
});

describe("defineReduce", () => {
  const numbers = streamOf([1, 2, 3].map((n) => datumOf(String(n), { keys: ["k"] })));

  test("a fold: initial, step, finish", async () => {
    const { component } = defineReduce({
      input: json(z.number()),
      output: json(),
      initial: ({ keys, window }) => ({ keys, from: window.start.getTime(), sum: 0 }),
      step: (state, value) => ({ ...state, sum: state.sum + value }),
      finish: (state, { window }) => ({ value: { ...state, to: window.end.getTime() } }),
    });
    const messages = await component.handle(["k"], numbers, minute, call);
    expect(shown(messages)).toEqual([
      { keys: ["k"], value: '{"keys":["k"],"from":60000,"sum":6,"to":120000}', tags: [] },
    ]);
  });

  test("a fold whose step takes its time goes in order", async () => {
    const { component } = defineReduce({
      input: text,
      output: text,
      initial: () => "",
      step: async (state, value) => {
        await new Promise((resolve) => setTimeout(resolve, value === "a" ? 5 : 0));
        return state + value;
      },
      finish: (value) => ({ value }),
    });
    const messages = await component.handle([], streamOf(["a", "b", "c"].map((value) => datumOf(value))), minute, call);
    expect(shown(messages)).toMatchObject([{ value: "abc" }]);
  });

  test("a handler that reads the messages itself, with their datums, and gives several results", async () => {
    const { component } = defineReduce({
      input: text,
      output: text,
      tags: ["first"],
      handle: async (items, { keys, signal }) => {
        const seen: string[] = [];
        for await (const { value, datum } of items) seen.push(value + datum.eventTime.getTime());
        return [
          { value: seen.join(), tags: ["first"] },
          { value: String(signal.aborted), keys: [...keys, "x"] },
        ];
      },
    });
    const datums = streamOf(["a", "b"].map((value, index) => datumOf(value, { eventTime: new Date(index) })));
    expect(shown(await component.handle(["k"], datums, minute, call))).toEqual([
      { keys: ["k"], value: "a0,b1", tags: ["first"] },
      { keys: ["k", "x"], value: "false", tags: [] },
    ]);
  });

  test("a message that does not fit is a coded error, in both forms", async () => {
    const fold = defineReduce({
      input: json(z.number()),
      output: json(),
      initial: () => 0,
      step: (n) => n,
      finish: () => drop,
    });
    const read = defineReduce({
      input: json(z.number()),
      output: json(),
      handle: async (items) => {
        for await (const _ of items);
      },
    });
    for (const { component } of [fold, read]) {
      const done = Promise.resolve(component.handle([], streamOf([datumOf('"x"')]), minute, call));
      await expectCode(done, "UDF_DECODE_FAILED");
    }
  });
});

describe("defineSink", () => {
  const Item = z.object({ n: z.number() });

  test("returning nothing answers that all is stored", async () => {
    const stored: number[] = [];
    const { component } = defineSink({
      input: json(Item),
      handle: (batch) => {
        for (const { value } of batch) stored.push(value.n);
      },
    });
    const responses = await component.handle(sinkBatchOf({ a: '{"n":1}', b: '{"n":2}' }), call);
    expect(responses.map(({ id, status }) => [id, status])).toEqual([
      ["a", "success"],
      ["b", "success"],
    ]);
    expect(stored).toEqual([1, 2]);
  });

  test("else each message is answered, from a list or whatever can be iterated", async () => {
    const { component } = defineSink({
      input: text,
      handle: async (batch) => {
        const responses = new Set<Response>();
        for await (const { id, value, datum } of batch) {
          responses.add(value === "bad" ? Response.asFailure(id, `no ${datum.id}`) : Response.asSuccess(id));
        }
        return responses;
      },
    });
    const responses = await component.handle(sinkBatchOf({ a: "ok", b: "bad" }), call);
    expect(responses.map(({ status, error }) => [status, error])).toEqual([
      ["success", undefined],
      ["failure", "no b"],
    ]);
  });

  test("onInvalid answers for what does not fit, and the handler gets the rest", async () => {
    const { component } = defineSink({
      input: json(Item),
      handle: (batch) => [...batch].map(({ id }) => Response.asSuccess(id)),
      onInvalid: (_error, { id }) => Response.asFallback(id),
    });
    const responses = await component.handle(sinkBatchOf({ a: "x", b: '{"n":2}', c: "{}" }), call);
    expect(Object.fromEntries(responses.map(({ id, status }) => [id, status]))).toEqual({
      a: "fallback",
      b: "success",
      c: "fallback",
    });
  });

  test("onInvalid that gives no response is a coded error", async () => {
    const { component } = defineSink({
      input: json(Item),
      handle: () => undefined,
      onInvalid: () => undefined as never,
    });
    await expectCode(async () => component.handle(sinkBatchOf({ a: "x" }), call), "UDF_INVALID_RESULT");
  });

  test("a batch of which nothing fits does not reach the handler", async () => {
    const { component } = defineSink({
      input: json(Item),
      handle: () => expect.unreachable(),
      onInvalid: (_error, { id }) => Response.asFallback(id),
    });
    expect(await component.handle(sinkBatchOf({ a: "x" }), call)).toHaveLength(1);
  });

  test("without onInvalid it is a coded error", async () => {
    const { component } = defineSink({ input: json(Item), handle: () => undefined });
    await expectCode(async () => component.handle(sinkBatchOf({ a: "x" }), call), "UDF_DECODE_FAILED");
  });

  test.each([
    ["a text", "abc"],
    ["ids", ["a"]],
    ["true", true],
  ])("%s are no responses", async (_what, result) => {
    const { component } = defineSink({ input: text, handle: () => result as never });
    await expectCode(async () => component.handle(sinkBatchOf({ a: "x" }), call), "UDF_INVALID_RESULT");
  });
});

describe("definitions", () => {
  test("are frozen, and say their kind", () => {
    const definition = defineSink({ input: text, handle: () => undefined });
    expect([Object.isFrozen(definition), Object.isFrozen(definition.component), definition.component.kind]).toEqual([
      true,
      true,
      "sink",
    ]);
  });

  test.each([
    ["a map without codec", () => defineMap({ output: text, handle: () => drop } as never), "'input' must be a codec"],
    [
      "a codec that is a schema",
      () => defineMap({ input: Order, output: text, handle: () => drop } as never),
      "json(schema)",
    ],
    ["a map without handler", () => defineMap({ input: text, output: text } as never), "'handle' must be a function"],
    ["a fold without finish", () => defineReduce({ input: text, output: text, step: () => 1 } as never), "'initial'"],
    ["json of no schema", () => json({} as never), "Standard Schema"],
  ])("%s is refused", async (_what, define, expected) => {
    expect((await expectCode(define, "UDF_INVALID_DEFINITION")).message).toContain(expected);
  });

  test("an unknown option is refused, and the nearest named", async () => {
    const error = await expectCode(
      () => defineMap({ input: text, output: text, handel: () => drop } as never),
      "PROTOCOL_UNKNOWN_OPTION",
    );
    expect(error.message).toContain("'handle'");
  });
});
