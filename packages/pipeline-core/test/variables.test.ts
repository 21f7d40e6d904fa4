import { describe, expect, test } from "vitest";
import { context, Parameters, Pipeline, Stage, variable, Variables } from "../src/index.ts";

describe("Variables", () => {
  test("[RULE-033] any name can be set; get() of an unset one gives undefined or the fallback", () => {
    const variables = new Variables();
    expect(variables.get("a")).toBeUndefined();
    expect(variables.get("a", 5)).toBe(5);
    expect(variables.set("a", null).get("a", 5)).toBeNull();
    expect(variables.get("toString")).toBeUndefined();
  });

  test("[RULE-033] must() of an unset variable is PIPELINE_VARIABLE_UNSET and names it", () => {
    const variables = new Variables({ a: 1 });
    expect(variables.must("a")).toBe(1);
    expect(() => variables.must("b")).toThrow(
      expect.objectContaining({ code: "PIPELINE_VARIABLE_UNSET", details: { variable: "b" } }),
    );
  });

  test("[DEV-08] a text that once meant 'nothing' is an ordinary value", () => {
    expect(new Variables({ a: "UNSET_VARIABLE" }).must("a")).toBe("UNSET_VARIABLE");
  });

  test("[DEV-03] reset() brings the initial values back and drops the others", () => {
    const variables = new Variables({ a: 1 });
    variables.sets({ a: 2, b: 3 }).reset();
    expect(Object.fromEntries(variables)).toEqual({ a: 1 });
  });

  test("has, delete, size and iteration know the set ones", () => {
    const variables = new Variables({ a: 1, b: undefined });
    expect([variables.has("a"), variables.has("b"), variables.has("c")]).toEqual([true, true, false]);
    expect(variables.size).toBe(2);
    expect(variables.delete("a")).toBe(true);
    expect([...variables]).toEqual([["b", undefined]]);
  });

  test("something else than an object of values is refused", () => {
    expect(() => new Variables("a" as never)).toThrow(expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" }));
  });
});

describe("in a run", () => {
  test("[RULE-034, DEV-05] what one run puts into lists, objects, Maps and Sets, the next does not see", async () => {
    const shared = new (class Connection {})();
    const initial = {
      list: [[1]],
      map: new Map([["a", { n: 1 }]]),
      set: new Set([1]),
      record: { at: { n: 1 } },
      shared,
    };
    const variables = new Variables(initial);
    const change = (): unknown => {
      const now = context.VARIABLES.must();
      now.must<typeof initial.list>("list")[0]?.push(2);
      const at = now.must<typeof initial.map>("map").get("a");
      if (at !== undefined) at.n++;
      now.must<typeof initial.set>("set").add(2);
      now.must<typeof initial.record>("record").at.n++;
      const seen = structuredClone(Object.fromEntries([...now].filter(([name]) => name !== "shared")));
      return [seen, now.must("shared") === shared, (now.reset(), now.must("list"))];
    };
    const pipeline = Pipeline("p", Parameters.define(), { variables, stages: { change: Stage(change) } });
    const expected = [
      { list: [[1, 2]], map: new Map([["a", { n: 2 }]]), set: new Set([1, 2]), record: { at: { n: 2 } } },
      true,
      [[1]],
    ];
    expect((await pipeline.run()).change).toEqual(expected);
    expect((await pipeline.run()).change).toEqual(expected);
  });

  test("a circle among the values stays one", async () => {
    const circle: { self?: object; readonly items: object[] } = { items: [] };
    circle.self = circle;
    circle.items.push(circle);
    const look = (): boolean => {
      const seen = context.VARIABLES.must().must<typeof circle>("circle");
      return seen !== circle && seen.self === seen && seen.items[0] === seen;
    };
    const variables = new Variables({ circle });
    const pipeline = Pipeline("p", Parameters.define(), { variables, stages: { look: Stage(look) } });
    expect(await pipeline.run()).toEqual({ look: true });
  });

  const count = () =>
    Stage(
      (args: { n: number }) => {
        context.VARIABLES.must().set("n", args.n + 1);
        return args.n;
      },
      { inputs: [variable("n")] },
    );

  test("[SEED-17] one stage sets a variable that a later one reads", async () => {
    const pipeline = Pipeline("p", Parameters.define({}), {
      variables: new Variables({ n: 1 }),
      stages: {
        second: Stage((args: { n: number }) => args.n, { inputs: [variable("n")], after: ["first"] }),
        first: count(),
      },
    });
    expect(await pipeline.run()).toEqual({ first: 1, second: 2 });
  });

  test("[RULE-034] each run starts from the initial variables", async () => {
    const variables = new Variables({ n: 1 });
    const pipeline = Pipeline("p", Parameters.define({}), { variables, stages: { count: count() } });
    expect(await pipeline.run()).toEqual({ count: 1 });
    expect(await pipeline.run()).toEqual({ count: 1 });
    expect(variables.get("n")).toBe(1);
  });

  test("a required variable that no stage has set is an error, an optional one gives its default", async () => {
    const take = (required: boolean) =>
      Stage((args: { n: number }) => args.n, { inputs: [variable("n", { required, default: 7 })] }) as Stage<
        never,
        number
      >;
    const of = (required: boolean) =>
      Pipeline("p", Parameters.define({}), { stages: { take: take(required) } }).settled();
    expect((await of(true)).failures[0]?.error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND" });
    expect((await of(false)).outputs).toEqual({ take: 7 });
  });
});
