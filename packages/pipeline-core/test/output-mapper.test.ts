import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  dependency,
  KeyedOutputMapper,
  OutputBehaviour,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Stage,
} from "../src/index.ts";
import { thrownBy } from "./support/thrown.ts";

const mismatch = expect.objectContaining({ code: "PIPELINE_OUTPUT_MISMATCH" });

/** The warnings of a mapper and its outputs. */
function watch<Result, Outputs>(
  mapper: (result: Result, warn: (message: string) => void) => Outputs,
  result: Result,
): { readonly outputs: Outputs; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  return { outputs: mapper(result, (message) => warnings.push(message)), warnings };
}

describe("SequentialOutputMapper", () => {
  const keys = ["a", "b", "c"] as const;

  test("[UP-02] names results in order; another length is an error", () => {
    const mapper = SequentialOutputMapper(keys);
    expect(mapper([1, 2, 3])).toEqual({ a: 1, b: 2, c: 3 });
    expect(() => mapper([1, 2])).toThrow(mismatch);
    expect(() => mapper([1, 2, 3, 4])).toThrow(mismatch);
  });

  test("[UP-03] 'ignore' drops what is too much and leaves out what is missing", () => {
    const mapper = SequentialOutputMapper(keys, { unexpected: "ignore" });
    expect(mapper([1, 2, 3, 4])).toEqual({ a: 1, b: 2, c: 3 });
    expect(mapper([1, 2])).toStrictEqual({ a: 1, b: 2 });
  });

  test("[UP-04] 'preserve' keeps the rest under _extra, and has none when the lengths agree", () => {
    const mapper = SequentialOutputMapper(keys, { unexpected: "preserve" });
    expect(mapper([1, 2, 3, 4, 5])).toEqual({ a: 1, b: 2, c: 3, _extra: [4, 5] });
    expect(Object.keys(mapper([1, 2, 3]))).toEqual(["a", "b", "c"]);
  });

  test("[RULE-019] 'preserve' with too few results maps those that are there", () => {
    expect(Object.keys(SequentialOutputMapper(keys, { unexpected: "preserve" })([1]))).toEqual(["a"]);
  });

  test("[UP-05] 'ignore' with warn maps what fits and warns", () => {
    const mapper = SequentialOutputMapper(keys, { unexpected: "ignore", warn: true });
    expect(watch(mapper, [1, 2, 3, 4])).toEqual({
      outputs: { a: 1, b: 2, c: 3 },
      warnings: ["expected 3 elements (a, b, c), got 4"],
    });
    expect(watch(mapper, [1, 2, 3]).warnings).toEqual([]);
  });

  test("[UP-06] 'preserve' with warn keeps the rest and warns", () => {
    const mapper = SequentialOutputMapper(keys, { unexpected: "preserve", warn: true });
    const { outputs, warnings } = watch(mapper, [1, 2, 3, 4]);
    expect(outputs).toEqual({ a: 1, b: 2, c: 3, _extra: [4] });
    expect(warnings).toHaveLength(1);
  });

  test("takes typed arrays", () => {
    expect(SequentialOutputMapper(["x", "y"])(Float64Array.of(1, 2))).toEqual({ x: 1, y: 2 });
  });

  test.each([
    ["a string", "abc"],
    ["an object", { 0: 1, length: 3 }],
    ["a number", 3],
    ["undefined", undefined],
  ])("[RULE-021] %s is no sequence", (kind, result) => {
    const error = thrownBy(() => SequentialOutputMapper(keys)(result as never));
    expect(error).toEqual(mismatch);
    expect(error.message).toContain(`a sequence of 3 elements is expected, got ${kind}`);
  });
});

describe("KeyedOutputMapper", () => {
  const keys = { one: "first", two: "second" } as const;

  test("[UP-08] renames the keys; a missing or an unknown one is an error", () => {
    const mapper = KeyedOutputMapper(keys);
    expect(mapper({ one: 1, two: 2 })).toEqual({ first: 1, second: 2 });
    expect(() => mapper({ one: 1 })).toThrow(mismatch);
    expect(() => mapper({ one: 1, two: 2, three: 3 })).toThrow(mismatch);
    expect(() => mapper({ one: 1, three: 3 })).toThrow("expected keys one, two, got one, three");
  });

  test("[UP-09] 'ignore' drops unknown keys and leaves out missing ones", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "ignore" });
    expect(mapper({ one: 1, three: 3 })).toStrictEqual({ first: 1 });
  });

  test("[UP-10] 'preserve' keeps unknown keys under their own names", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "preserve" });
    expect(mapper({ one: 1, two: 2, three: 3 })).toEqual({ first: 1, second: 2, three: 3 });
  });

  test("[RULE-020] 'preserve' renames what it knows and leaves out what is missing", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "preserve" });
    expect(Object.keys(mapper({ two: 2, three: 3 })).toSorted()).toEqual(["second", "three"]);
  });

  test("'preserve': a name that the mapper gives wins over an unknown key of that name", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "preserve" });
    expect(mapper({ one: 1, two: 2, first: "old" })).toEqual({ first: 1, second: 2 });
  });

  test("[UP-11] 'ignore' with warn drops unknown keys and warns", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "ignore", warn: true });
    expect(watch(mapper, { one: 1, two: 2, three: 3 })).toEqual({
      outputs: { first: 1, second: 2 },
      warnings: ["expected keys one, two, got one, two, three"],
    });
    expect(watch(mapper, { one: 1, two: 2 }).warnings).toEqual([]);
  });

  test("[UP-12] 'preserve' with warn keeps unknown keys and warns", () => {
    const mapper = KeyedOutputMapper(keys, { unexpected: "preserve", warn: true });
    const { outputs, warnings } = watch(mapper, { one: 1, two: 2, three: 3 });
    expect(outputs).toEqual({ first: 1, second: 2, three: 3 });
    expect(warnings).toHaveLength(1);
  });

  test("takes the entries of a Map", () => {
    expect(
      KeyedOutputMapper(keys)(
        new Map([
          ["one", 1],
          ["two", 2],
        ]),
      ),
    ).toEqual({ first: 1, second: 2 });
  });

  test.each([
    ["a string", "abc"],
    ["an array", [1, 2]],
    ["null", null],
  ])("[RULE-021] %s is no mapping", (kind, result) => {
    const error = thrownBy(() => KeyedOutputMapper(keys)(result as never));
    expect(error).toEqual(mismatch);
    expect(error.message).toContain(`an object with keys one, two is expected, got ${kind}`);
  });
});

describe("behaviour", () => {
  const make = [
    ["SequentialOutputMapper", (options: object) => SequentialOutputMapper(["a"], options)([1, 2])],
    ["KeyedOutputMapper", (options: object) => KeyedOutputMapper({ a: "b" }, options)({ a: 1, z: 2 })],
  ] as const;

  test.each(make)("[UP-07] %s: warn alone keeps the default, and other words are refused", (_name, map) => {
    expect(() => map({ warn: true })).toThrow(mismatch);
    for (const unexpected of ["warn", "", 1, null]) {
      expect(() => map({ unexpected })).toThrow(expect.objectContaining({ code: "PROTOCOL_INVALID_OPTION" }));
    }
  });

  test("[UP-07] a wrong word is refused when the mapper is made", () => {
    const made = () => SequentialOutputMapper(["a"], { unexpected: "warn" as never });
    expect(made).toThrow("'unexpected' must be one of 'error', 'ignore', 'preserve'");
  });

  test("[DEV-11] 'error' together with warn is valid: it warns, and fails with the mapper's own error", () => {
    const mapper = SequentialOutputMapper(["a", "b"], { unexpected: "error", warn: true });
    const warnings: string[] = [];
    const error = thrownBy(() => mapper([1], (message) => warnings.push(message)));
    expect(error).toEqual(mismatch);
    expect(error.message).toContain("expected 2 elements (a, b), got 1");
    expect(warnings).toHaveLength(1);
  });

  test("the older names of the behaviours combine with warn", () => {
    expect(SequentialOutputMapper(["a"], OutputBehaviour.CHILL)([1, 2])).toEqual({ a: 1 });
    expect(SequentialOutputMapper(["a"], OutputBehaviour.PRESERVE)([1, 2])).toEqual({ a: 1, _extra: [2] });
    expect(() => SequentialOutputMapper(["a"], { ...OutputBehaviour.STRICT, warn: true })([1, 2])).toThrow(mismatch);
  });

  test("an output that is named twice is refused", () => {
    const refused = expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" });
    expect(() => SequentialOutputMapper(["a", "b", "a"])).toThrow(refused);
    expect(() => KeyedOutputMapper({ x: "a", y: "a" })).toThrow("output 'a'");
  });
});

describe("in a pipeline", () => {
  test("[UP-14] each part is an output of its own", async () => {
    const split = Stage(() => ({ good: [1], bad: [2, 3] }), {
      outputMapper: KeyedOutputMapper({ good: "kept", bad: "dropped" }),
    });
    const count = (fromOutput: "kept" | "dropped") =>
      Stage((args: { rows: number[] }) => args.rows.length, {
        inputs: [dependency("split", { asArg: "rows", fromOutput })],
      });
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: { split, kept: count("kept"), dropped: count("dropped") },
    });
    expect(await pipeline.run()).toEqual({ split: { good: [1], bad: [2, 3] }, kept: 1, dropped: 2 });
  });

  test("[RULE-048] an output that the mapper does not produce is refused with the nearest name", () => {
    const make = (fromOutput: string) =>
      Pipeline.unchecked("p", Parameters.define({}), {
        stages: {
          split: Stage(() => [1, 2], { outputMapper: SequentialOutputMapper(["left", "right"]) }),
          plain: Stage(() => 1),
          take: Stage((args: { x: unknown }) => args.x, {
            inputs: [dependency(fromOutput === "text" ? "plain" : "split", { asArg: "x", fromOutput })],
          }),
        },
      });
    const error = thrownBy(() => make("rihgt"));
    expect(error).toMatchObject({ code: "PIPELINE_UNKNOWN_OUTPUT", details: { stage: "take", output: "rihgt" } });
    expect(error.message).toContain("which produces 'left', 'right'; did you mean 'right'?");
    expect(() => make("return")).toThrow(expect.objectContaining({ code: "PIPELINE_UNKNOWN_OUTPUT" }));
    expect(() => make("text")).toThrow("stage 'plain', which produces 'return'");
    expect(make("left").name).toBe("p");
  });

  test("[RULE-022] the warning names the stage, what is wanted and what came; without warn there is none", async () => {
    const logger = memoryLogger();
    const warnings = () => logger.records.filter(({ level }) => level === "warn");
    const of = (warn: boolean) =>
      Pipeline("p", Parameters.define({}), {
        stages: {
          split: Stage(() => [1, 2], { outputMapper: SequentialOutputMapper(["a"], { unexpected: "ignore", warn }) }),
        },
      });
    await of(true).run({}, { logger });
    expect(warnings()).toMatchObject([{ fields: { stage: "split" }, message: "expected 1 elements (a), got 2" }]);
    await of(false).run({}, { logger });
    expect(warnings()).toHaveLength(1);
  });
});
