import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  definePipeline,
  immediate,
  InputBinding,
  optional,
  Parameters,
  type PipelineBuilder,
  type Ref,
} from "../src/index.ts";
import { thrownBy } from "./support/thrown.ts";

type Builder = PipelineBuilder<{ city: string }>;
const define = (build: (p: Builder, city: Ref<string>) => unknown) =>
  definePipeline("p", { parameters: Parameters.define({ city: "Bern" }) }, (p) => {
    build(p, p.parameters.city);
    return {};
  });

describe("a reference inside of a value", () => {
  test.each<[string, (p: Builder, city: Ref<string>) => unknown]>([
    [
      "input 'x' of stage 'a' of pipeline 'p' holds parameter 'city' at [0]",
      (p, city) => p.stage("a", { x: [city] }, () => 1),
    ],
    ["holds parameter 'city' at .a.b[1].c", (p, city) => p.stage("a", { x: { a: { b: [1, { c: city }] } } }, () => 1)],
    ["map 'a' of pipeline 'p' holds parameter 'city' at [1]", (p, city) => p.map("a", ["x", city], {}, () => 1)],
    ["reduce 'a' of pipeline 'p' holds", (p, city) => p.reduce("a", [city], 0, () => 1)],
    [
      "the initial value of reduce 'a' of pipeline 'p' holds parameter 'city', which",
      (p, city) => p.reduce("a", [1], city, (all) => all),
    ],
    ["zip 'a' of pipeline 'p' holds parameter 'city' at [0]", (p, city) => p.zip("a", { x: [city] })],
    [
      "the fallback of optional(parameter 'city') holds parameter 'city' at .x",
      (_p, city) => optional(city, { x: city }),
    ],
    ["holds parameter 'city' at .city", (p) => p.stage("a", { all: p.parameters }, () => 1)],
    [
      "input 'x' of stage 'b' of pipeline 'p' holds stage 'a', which",
      (p) => p.stage("b", { x: p.stage("a", {}, () => ({ n: 1 })).out }, () => 1),
    ],
    ["an immediate binding holds parameter 'city' at [0]", (_p, city) => immediate([city], { asArg: "x" })],
  ])("is refused where it is written: %s", (message, build) => {
    const error = thrownBy(() => define(build));
    expect(error).toMatchObject({ code: "PIPELINE_REF_UNRESOLVED" });
    expect(error.message).toContain(message);
    expect(error.message).toContain("pass the reference as an input of its own");
  });

  test("is found wherever it is in plain data, and the path to it is right", () => {
    const data = fc.letrec((tie) => ({
      data: fc.oneof(
        { maxDepth: 5 },
        fc.anything(),
        fc.array(tie("data")),
        fc.dictionary(fc.stringMatching(/^[a-z]+$/), tie("data")),
      ),
    })).data;
    // No 'z': the key `zz` below is taken.
    const places = fc.array(fc.oneof(fc.nat(3), fc.stringMatching(/^[a-y]{1,3}$/)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(places, data, (path, other) => {
        define((p, city) => {
          const value = path.reduceRight<unknown>(
            (below, key) =>
              typeof key === "number"
                ? Array.from({ length: 5 }, (_, at) => (at === key ? below : other))
                : { other, [key]: below, zz: other },
            city,
          );
          const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
          expect(() => p.stage("a", { value }, () => 1)).toThrow(`holds parameter 'city' at ${at}, which`);
        });
      }),
    );
  });

  test("is looked for in plain data alone: in circles, in what is very deep or large, and past getters that throw", async () => {
    const circle: { self?: unknown; list: unknown[] } = { list: [] };
    circle.self = circle;
    circle.list.push(circle, circle.list);
    const deep = Array.from({ length: 100_000 }).reduce<unknown>((below) => ({ below }), undefined);
    const large = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    const hostile = {
      get x(): never {
        throw new Error("getter");
      },
    };
    const given = {
      circle,
      deep,
      large,
      hostile,
      map: new Map([["a", circle]]),
      bytes: new Uint8Array(1_000_000),
      none: null,
    };
    const pipeline = definePipeline("p", {}, (p) => ({ args: p.stage("a", given, (args) => args) }));
    const { args } = await pipeline.run();
    for (const [name, value] of Object.entries(given)) expect(args[name as "deep"]).toBe(value);
  });
});

describe("an iterator as a value", () => {
  function* numbers(): Generator<number> {
    yield* [1, 2];
  }
  async function* later(): AsyncGenerator<number> {
    yield* [1, 2];
  }

  test.each<[string, (p: Builder) => unknown]>([
    ["map 'a' of pipeline 'p' is given an iterator, which", (p) => p.map("a", numbers(), {}, (n) => n)],
    ["map 'a'", (p) => p.map("a", later(), {}, (n) => n, { stream: true })],
    ["reduce 'a'", (p) => p.reduce("a", [1, 2].values(), 0, (sum, n) => sum + n)],
    ["zip 'a'", (p) => p.zip("a", { n: new Map().entries() })],
    ["input 'x' of stage 'a'", (p) => p.stage("a", { x: numbers() }, () => 1)],
    ["is given an iterator at .sources[1], which", (p) => p.stage("a", { x: { sources: [[1], numbers()] } }, () => 1)],
    ["an immediate binding", () => InputBinding.immediate(numbers())],
  ])("is refused, since the second run would find it empty: %s", (message, build) => {
    const error = thrownBy(() => define(build));
    expect(error).toMatchObject({ code: "PIPELINE_ITERATOR_INPUT" });
    expect(error.message).toContain(message);
    expect(error.message).toContain("return it from a stage, or pass a list");
  });

  test("what each run goes over anew is a value like any other", async () => {
    const own = { next: () => ({ done: true, value: 0 }), name: "has a method that iterators have" };
    const pipeline = definePipeline("p", {}, (p) => ({
      list: p.map("list", [1, 2], {}, (n) => n),
      set: p.map("set", new Set([1, 2]), {}, (n) => n),
      made: p.map("made", { [Symbol.asyncIterator]: later }, {}, (n) => n),
      stage: p.map("stage", p.stage("source", {}, numbers), {}, (n) => n),
      own: p.stage("own", { own }, (args) => args.own.name),
    }));
    const expected = { list: [1, 2], set: [1, 2], made: [1, 2], stage: [1, 2], own: own.name };
    expect([await pipeline.run(), await pipeline.run()]).toEqual([expected, expected]);
  });
});

describe("what a reduce begins with", () => {
  const words = ["a", "b", "a"];

  test("[SEED-25] is each run's own: lists and plain objects are copied, a function makes the rest", async () => {
    const list: string[] = [];
    const pipeline = definePipeline("p", {}, (p) => ({
      list: p.reduce("list", words, list, (all, word) => (all.push(word), all)),
      counts: p.reduce<string[], { by: Record<string, number> }>("counts", words, { by: {} }, ({ by }, word) => {
        by[word] = (by[word] ?? 0) + 1;
        return { by };
      }),
      map: p.reduce(
        "map",
        words,
        () => new Map<string, number>(),
        (all, word) => all.set(word, 1),
      ),
      later: p.reduce(
        "later",
        {
          [Symbol.asyncIterator]: async function* () {
            yield* words;
          },
        },
        list,
        async (all, word) => (all.push(word), all),
      ),
      empty: p.reduce("empty", [] as string[], list, (all) => all),
    }));
    const expected = {
      list: words,
      counts: { by: { a: 2, b: 1 } },
      map: new Map([
        ["a", 1],
        ["b", 1],
      ]),
      later: words,
      empty: [],
    };
    const [first, second] = [await pipeline.run(), await pipeline.run()];
    expect([first, second]).toEqual([expected, expected]);
    expect(list).toEqual([]);
    expect(first.empty).not.toBe(second.empty);
  });

  test("[RULE-090] is each attempt's own", async () => {
    let failed = false;
    const pipeline = definePipeline("p", {}, (p) => ({
      list: p.reduce(
        "list",
        words,
        [] as string[],
        (all, word) => {
          all.push(word);
          if (all.length === 2 && !failed) {
            failed = true;
            throw new Error("once");
          }
          return all;
        },
        { retry: { maxAttempts: 2, initialMs: 0 } },
      ),
    }));
    expect(await pipeline.run()).toEqual({ list: words });
  });

  test("is what it was when the pipeline was defined", async () => {
    const list = ["first"];
    const pipeline = definePipeline("p", {}, (p) => ({ n: p.reduce("n", words, list, (all, word) => [...all, word]) }));
    list.push("afterwards");
    expect(await pipeline.run()).toEqual({ n: ["first", ...words] });
  });

  test.each<[string, unknown]>([
    ["is, or holds, an instance of Map,", new Map()],
    ["an instance of Date at .a[0],", { a: [new Date(0)] }],
    ["a function or symbol,", { f: () => 1 }],
    ["a function or symbol,", [Symbol("s")]],
  ])("is refused when it can be changed and not be copied: %s", (message, initial) => {
    const error = thrownBy(() => define((p) => p.reduce("r", words, initial as object, (all) => all)));
    expect(error).toMatchObject({ code: "PIPELINE_INVALID_ARGUMENT" });
    expect(error.message).toContain(
      `the initial value of reduce 'r' ${message.startsWith("is") ? "" : "is, or holds, "}${message}`,
    );
    expect(error.message).toContain("pass a function that makes the value");
  });
});
