import { describe, expect, test } from "vitest";
import {
  context,
  Input,
  InputBinding,
  KeyedInputMapper,
  Parameters,
  Pipeline,
  Stage,
  Variables,
  type ContextVar,
} from "../src/index.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const valueOf = (bind: InputBinding): unknown => Input({ asArg: "x", bind }).get()["x"];
const errorOf = (bind: InputBinding): Error => thrownBy(() => valueOf(bind));
const unbound = expect.objectContaining({ code: "PIPELINE_INPUT_UNBOUND" });

describe("immediate", () => {
  test.each([
    ["UP-24", 10],
    ["UP-25", 0],
    ["UP-26", ""],
    ["UP-27", null],
    ["DEV-08", "UNBOUND"],
    ["DEV-08", "INPUT NOT FOUND"],
    ["DEV-08", undefined],
  ])("[%s] a value is handed over as it is: %j", async (_id, value) => {
    expect(Input({ asArg: "x", bind: InputBinding.immediate(value) }).get()).toEqual({ x: value });
    const report = await Stage((args: { x: unknown }) => [args.x], {
      inputs: [Input({ asArg: "x", bind: InputBinding.immediate(value) })],
    }).run();
    expect(report).toEqual([value]);
  });

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["a plain value", 10],
    ["an object that is no binding", { kind: "immediate" }],
  ])("[UP-28] an input that is bound to %s is PIPELINE_INPUT_UNBOUND", (_what, bind) => {
    const error = thrownBy(() => Input({ asArg: "x", bind: bind as never }));
    expect(error).toEqual(unbound);
    expect(error.message).toContain("input 'x'");
  });

  test("[UP-29] the mapper decides what an absent value becomes", () => {
    const orZero = (value: number | undefined): number => value ?? 0;
    expect(valueOf(InputBinding.immediate(undefined, { mapper: orZero }))).toBe(0);
    expect(valueOf(InputBinding.immediate(7, { mapper: orZero }))).toBe(7);
  });

  test("[UP-30] a KeyedInputMapper gives the value of the key", () => {
    expect(valueOf(InputBinding.immediate({ a: 1, b: 2 }, { mapper: KeyedInputMapper({ fromKey: "b" }) }))).toBe(2);
  });

  test("[UP-31] an optional key that is missing gives the default", () => {
    const mapper = KeyedInputMapper({ fromKey: "c", required: false, default: 3 });
    expect(valueOf(InputBinding.immediate({ a: 1 }, { mapper }))).toBe(3);
  });

  test("[UP-32] a required key that is missing is an error although a default is set", () => {
    const mapper = KeyedInputMapper({ fromKey: "c", required: true, default: 3 });
    const error = errorOf(InputBinding.immediate({ a: 1 }, { mapper }));
    expect(error).toEqual(unbound);
    expect(error.cause).toEqual(unbound);
    expect((error.cause as Error).message).toContain("key 'c' is not there");
  });

  test.each([[undefined], [null], [5]])("[UP-33] a required key of %j is an error", (source) => {
    const error = errorOf(InputBinding.immediate(source, { mapper: KeyedInputMapper({ fromKey: "c" }) }));
    expect(error).toEqual(unbound);
    expect((error.cause as Error).message).toContain("there is nothing to take key 'c' from");
  });

  test("[UP-34] an optional key of an absent mapping gives its default, undefined when none was set", () => {
    const optional = KeyedInputMapper({ fromKey: "c", required: false, default: "none" });
    expect(valueOf(InputBinding.immediate(undefined, { mapper: optional }))).toBe("none");
    const bare = KeyedInputMapper({ fromKey: "c", required: false });
    expect(valueOf(InputBinding.immediate(undefined, { mapper: bare }))).toBeUndefined();
  });
});

describe("contextual", () => {
  test("[UP-35] fails with a coded error outside of a run", () => {
    const bind = InputBinding.contextual(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "a" }) });
    expect(errorOf(bind)).toEqual(unbound);
  });

  test("[UP-36] a mapper that rejects an unset value is PIPELINE_INPUT_UNBOUND with its error as the cause", () => {
    const refused = new RangeError("nothing there");
    const mapper = (stage: string | undefined): string => {
      if (stage === undefined) throw refused;
      return stage;
    };
    const error = errorOf(InputBinding.contextual(context.STAGE, { mapper }));
    expect(error).toEqual(unbound);
    expect(error.cause).toBe(refused);
  });

  test("[UP-37] gives the present value of its context variable", async () => {
    const bind = InputBinding.contextual(context.STAGE, { mapper: (id) => `at ${id}` });
    const where = Stage((args: { id: string }) => args.id, { inputs: [Input({ asArg: "id", bind })] });
    const pipeline = Pipeline("p", Parameters.define({}), { stages: { here: where, there: where } });
    expect(await pipeline.run()).toEqual({ here: "at here", there: "at there" });
  });

  test("[UP-38] with getFirst: false the mapper gets the variable itself and can stand in for an unset value", async () => {
    const mapper = (stage: ContextVar<string>): string => stage.get() ?? "nowhere";
    const bind = InputBinding.contextual(context.STAGE, { mapper, getFirst: false });
    expect(valueOf(bind)).toBe("nowhere");
    const inside = Stage((args: { id: string }) => args.id, { inputs: [Input({ asArg: "id", bind })] });
    expect(await Pipeline("p", Parameters.define({}), { stages: { inside } }).run()).toEqual({ inside: "inside" });
  });

  test("[RULE-014] an input over context.VARIABLES sees what an earlier stage set", async () => {
    const bind = InputBinding.contextual(context.VARIABLES, { mapper: KeyedInputMapper({ fromKey: "total" }) });
    const pipeline = Pipeline("p", Parameters.define({}), {
      variables: new Variables({ total: 1 }),
      stages: {
        before: Stage((args: { total: number }) => args.total, { inputs: [Input({ asArg: "total", bind })] }),
        set: Stage((_args: unknown, { variables }) => void variables.set("total", 2), { after: ["before"] }),
        later: Stage((args: { total: number }) => args.total, {
          inputs: [Input({ asArg: "total", bind })],
          after: ["set"],
        }),
      },
    });
    expect(await pipeline.run()).toMatchObject({ before: 1, later: 2 });
  });

  test("the mapper of context.VARIABLES gets a record of the values that it cannot change", async () => {
    const bind = InputBinding.contextual(context.VARIABLES, { mapper: (values) => values });
    const look = Stage((args: { all: Readonly<Record<string, unknown>> }) => [args.all, Object.isFrozen(args.all)], {
      inputs: [Input({ asArg: "all", bind })],
    });
    const pipeline = Pipeline("p", Parameters.define({}), { variables: new Variables({ a: 1 }), stages: { look } });
    expect(await pipeline.run()).toEqual({ look: [{ a: 1 }, true] });
  });

  test("a function over context.STAGES runs after every stage that is declared before", async () => {
    const bind = InputBinding.contextual(context.STAGES, {
      mapper: (stages) => stages.ids.filter((id) => stages.get(id)?.hasRun),
    });
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        slow: Stage(() => new Promise((resolve) => setTimeout(resolve, 5))),
        count: Stage((args: { ran: string[] }) => args.ran, { inputs: [Input({ asArg: "ran", bind })] }),
        last: Stage(() => 1),
      },
    });
    expect((await pipeline.run()).count).toContain("slow");
  });

  test.each([[undefined], ["PARAMETERS"], [{}]])("something else than a context variable is refused: %j", (source) => {
    const make = () => InputBinding.contextual(source as never, { mapper: () => 1 });
    expect(make).toThrow(expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" }));
  });
});

describe("callback", () => {
  test("[UP-39, RULE-009] gives what the function returns when the stage starts, and not before", async () => {
    let calls = 0;
    const stage = Stage((args: { n: number }) => args.n, {
      inputs: [Input({ asArg: "n", bind: InputBinding.callback(() => ++calls) })],
    });
    expect(calls).toBe(0);
    expect(await stage.run()).toBe(1);
    expect(await stage.run()).toBe(2);
  });

  test.each([[0], [""], [false], [null], [undefined]])("[UP-40] hands over %j like any other result", (value) => {
    expect(valueOf(InputBinding.callback(() => value))).toBe(value);
  });

  test("calls the function with `args`", () => {
    const add = (a: number, b: number): number => a + b;
    expect(valueOf(InputBinding.callback(add, { args: [1, 2] }))).toBe(3);
    expect(valueOf(InputBinding.callback(add, { args: [1, 2], mapper: (sum) => `sum ${sum}` }))).toBe("sum 3");
  });

  test("[RULE-010] with callFirst: false the mapper gets the function uncalled", () => {
    const fn = (): never => {
      throw new Error("called");
    };
    expect(valueOf(InputBinding.callback(fn, { mapper: (given) => given, callFirst: false }))).toBe(fn);
  });

  test("[RULE-011] the mapper gets what the function returned", () => {
    expect(valueOf(InputBinding.callback(() => 20, { mapper: (n) => n + 1 }))).toBe(21);
  });

  test("`args` and callFirst: false exclude each other", () => {
    const make = () => InputBinding.callback(() => 1, { mapper: () => 1, callFirst: false, args: [] } as never);
    expect(make).toThrow(expect.objectContaining({ code: "PROTOCOL_UNKNOWN_OPTION" }));
  });
});

test("[RULE-008] now and deferred are the same functions as immediate and contextual", () => {
  expect(InputBinding.now).toBe(InputBinding.immediate);
  expect(InputBinding.deferred).toBe(InputBinding.contextual);
  expect(InputBinding.now).not.toBe(InputBinding.deferred);
});

test("[RULE-012] an error while an input is resolved names stage and argument and keeps the cause", async () => {
  const boom = new Error("boom");
  const bind = InputBinding.callback((): number => {
    throw boom;
  });
  const load = Stage((args: { rows: number }) => args.rows, { inputs: [Input({ asArg: "rows", bind })] });
  const report = await Pipeline("p", Parameters.define({}), { stages: { load } }).settled();
  const error = report.failures[0]?.error as Error;
  expect(error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND", details: { stage: "load", argument: "rows" } });
  expect(error.message).toContain("input 'rows' of stage 'load' could not be determined: boom");
  expect(error.cause).toBe(boom);
});

test("an input is unbound for good: it is not worth a retry", async () => {
  let calls = 0;
  const bind = InputBinding.callback((): number => {
    throw new Error(`call ${++calls}`);
  });
  const stage = Stage((args: { n: number }) => args.n, {
    inputs: [Input({ asArg: "n", bind })],
    retry: { maxAttempts: 3, initialMs: 0 },
  });
  expect((await thrown(stage.run())).message).toContain("call 1");
  expect(calls).toBe(1);
});

test.each<[string, () => unknown]>([
  ["of Input", () => Input({ asArg: "x", bind: InputBinding.now(1), asarg: "x" } as never)],
  [
    "of a binding",
    () => InputBinding.contextual(context.STAGE, { mapper: (id: string) => id, getfirst: false } as never),
  ],
  ["of KeyedInputMapper", () => KeyedInputMapper({ fromKey: "x", fromkey: "x" } as never)],
])("[RULE-049] an unknown option %s is refused", (_where, make) => {
  expect(make).toThrow(expect.objectContaining({ code: "PROTOCOL_UNKNOWN_OPTION" }));
});
