import { describe, expect, test } from "vitest";
import {
  context,
  dependency,
  DependencyInputMapper,
  Input,
  InputBinding,
  KeyedInputMapper,
  param,
  Parameters,
  Pipeline,
  Stage,
  type StageTable,
  type StageView,
} from "../src/index.ts";
import { thrownBy } from "./support/thrown.ts";

const ran = (outputs: Record<string, unknown>): StageView => ({ id: "s", status: "succeeded", hasRun: true, outputs });
const waiting: StageView = { id: "s", status: "pending", hasRun: false, outputs: {} };

function table(stages: Readonly<Record<string, StageView>>): StageTable {
  const map = new Map(Object.entries(stages));
  return { get: (id) => map.get(id), has: (id) => map.has(id), ids: [...map.keys()] };
}

describe("DependencyInputMapper", () => {
  const pick = DependencyInputMapper({ fromStage: "clean", fromOutput: "rows" });
  const optional = DependencyInputMapper({ fromStage: "clean", fromOutput: "rows", required: false, default: "none" });
  const bare = DependencyInputMapper({ fromStage: "clean", fromOutput: "rows", required: false });
  const messageOf = (source: StageTable | undefined): string => {
    const error = thrownBy(() => pick(source));
    expect(error).toMatchObject({
      code: "PIPELINE_INPUT_UNBOUND",
      details: { stage: "clean", output: "rows" },
    });
    return error.message;
  };

  test("[UP-15] picks a named output of a stage that has run", () => {
    expect(pick(table({ clean: ran({ rows: [1], count: 1 }) }))).toEqual([1]);
    expect(DependencyInputMapper({ fromStage: "clean" })(table({ clean: ran({ return: 5 }) }))).toBe(5);
  });

  test("[UP-16] over a table without stages: the stage does not exist", () => {
    expect(messageOf(table({}))).toContain("stage 'clean' does not exist");
  });

  test("[UP-17] without a table: there is no run to take the stage from", () => {
    expect(messageOf(undefined)).toContain("there is no run to take stage 'clean' from");
  });

  test("[UP-18] for an output that the stage lacks: it did not produce it", () => {
    expect(messageOf(table({ clean: ran({ count: 1 }) }))).toContain("stage 'clean' did not produce 'rows'");
  });

  test("[UP-19] for a stage that a filled table lacks: names the missing stage", () => {
    expect(messageOf(table({ load: ran({ rows: [] }) }))).toContain("stage 'clean' does not exist");
  });

  test("[UP-20] for a stage that has not run: says so", () => {
    expect(messageOf(table({ clean: waiting }))).toContain("stage 'clean' has not run");
  });

  test("[UP-21] optional, output missing: the default, undefined when none was set", () => {
    expect(optional(table({ clean: ran({ count: 1 }) }))).toBe("none");
    expect(bare(table({ clean: ran({ count: 1 }) }))).toBeUndefined();
  });

  test("[UP-22] optional, stage missing: the default", () => {
    expect(optional(table({ load: ran({}) }))).toBe("none");
  });

  test("[UP-23] optional, no table: the default", () => {
    expect(optional(undefined)).toBe("none");
  });

  test("[DEV-09] optional, stage not run: the default", async () => {
    expect(optional(table({ clean: waiting }))).toBe("none");
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        clean: Stage((): string => {
          throw new Error("no");
        }),
        report: Stage((args: { rows: string }) => args.rows, {
          inputs: [dependency("clean", { asArg: "rows", required: false, default: "none" })],
        }),
      },
    });
    expect(await pipeline.run()).toEqual({ report: "none" });
  });

  test("[RULE-018] an output whose value is undefined counts as produced, an inherited member does not", () => {
    expect(bare(table({ clean: ran({ rows: undefined }) }))).toBeUndefined();
    expect(optional(table({ clean: ran({ rows: undefined }) }))).toBeUndefined();
    const inherited = DependencyInputMapper({ fromStage: "clean", fromOutput: "toString" });
    expect(() => inherited(table({ clean: ran({}) }))).toThrow("did not produce 'toString'");
  });

  test("[RULE-018] the same holds for the wiring of a pipeline", async () => {
    const make = (fromOutput: string) =>
      Pipeline.unchecked("p", Parameters.define({}), {
        stages: {
          some: Stage(() => 1, { outputMapper: (): Record<string, unknown> => ({ gap: undefined }) }),
          take: Stage((args: { x: unknown }) => ["got", args.x], {
            inputs: [dependency("some", { asArg: "x", fromOutput })],
          }),
        },
      }).settled();
    expect((await make("gap")).outputs["take"]).toEqual(["got", undefined]);
    for (const missing of ["toString", "return", "__proto__"]) {
      expect((await make(missing)).failures[0]?.error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND" });
    }
  });

  test("is bound to context.STAGES by hand as well", async () => {
    const bind = InputBinding.contextual(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "one" }) });
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        two: Stage((args: { n: number }) => args.n + 1, { inputs: [Input({ asArg: "n", bind })] }),
        one: Stage(() => 1),
      },
    });
    expect(await pipeline.run()).toEqual({ one: 1, two: 2 });
  });
});

describe("KeyedInputMapper", () => {
  const pick = (fromKey: string) => KeyedInputMapper({ fromKey, required: false, default: "none" });

  test("[RULE-015] reads a key of an object and an entry of a Map", () => {
    expect(pick("a")({ a: 1 })).toBe(1);
    expect(pick("a")(new Map([["a", 1]]))).toBe(1);
    expect(pick("size")(new Map([["a", 1]]))).toBe("none");
    expect(pick("a")(new Map())).toBe("none");
  });

  test.each([[undefined], [null], [0], [""]])("[RULE-015] a key whose value is %j counts as present", (value) => {
    expect(pick("a")({ a: value })).toBe(value);
    expect(pick("a")(new Map([["a", value]]))).toBe(value);
  });

  test.each([["toString"], ["constructor"], ["hasOwnProperty"], ["__proto__"]])(
    "[RULE-015] %s, which every object inherits, is no key",
    (name) => {
      expect(pick(name)({})).toBe("none");
      expect(pick(name)(new (class Row {})())).toBe("none");
      expect(() => KeyedInputMapper({ fromKey: name })({})).toThrow(`key '${name}' is not there`);
    },
  );

  test("[RULE-015] an own property of such a name, and an accessor of a class, are keys", () => {
    expect(pick("toString")({ toString: 1 })).toBe(1);
    expect(pick("toString")(Object.assign(Object.create(null) as object, { toString: 1 }))).toBe(1);
    class Row {
      get total(): number {
        return 3;
      }
    }
    expect(pick("total")(new Row())).toBe(3);
  });

  test("[RULE-016] a required input from a declared but unset parameter names the parameter", async () => {
    const stage = Stage((args: { day: unknown }) => args.day, { inputs: [param("day")] });
    const report = await Pipeline("p", Parameters.define(["day"]), { stages: { stage } }).settled();
    const error = report.failures[0]?.error as Error;
    expect(error.message).toContain("parameter 'day' has no value");
    expect(error.cause).toMatchObject({ code: "PIPELINE_PARAMETER_UNSET", details: { parameter: "day" } });
  });

  test("[RULE-017] an optional input from a declared but unset parameter gives the default", async () => {
    const stage = Stage((args: { day: unknown; hour: unknown }) => [args.day, args.hour], {
      inputs: [param("day", { required: false, default: "today" }), param("hour", { required: false })],
    });
    const pipeline = Pipeline("p", Parameters.define(["day", "hour"]), { stages: { stage } });
    expect(await pipeline.run()).toEqual({ stage: ["today", undefined] });
    expect(await pipeline.run({ day: null, hour: 0 })).toEqual({ stage: [null, 0] });
  });

  test("a key that is no string is refused", () => {
    expect(() => KeyedInputMapper({ fromKey: 1 as never })).toThrow(
      expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" }),
    );
    expect(() => DependencyInputMapper({} as never)).toThrow("'fromStage' of DependencyInputMapper must be a string");
  });
});
