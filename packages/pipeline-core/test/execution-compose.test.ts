import { describe, expect, test } from "vitest";
import {
  context,
  definePipeline,
  DependencyInputMapper,
  ExitPipeline,
  Input,
  InputBinding,
  KeyedInputMapper,
  optional,
  Parameters,
  Pipeline,
  Stage,
  type PipelineEvent,
} from "../src/index.ts";
import { turn, untilAborted } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";

describe("zip", () => {
  const zipping = (names: string[], sizes: number[]) =>
    definePipeline("zip", {}, (p) => {
      const name = p.stage("name", {}, () => names);
      return { rows: p.zip("rows", { name, size: sizes }) };
    });

  test("[RULE-064] makes one object of each position of lists of equal length", async () => {
    expect(await zipping(["a", "b"], [1, 2]).run()).toEqual({
      rows: [
        { name: "a", size: 1 },
        { name: "b", size: 2 },
      ],
    });
    expect(await zipping([], []).run()).toEqual({ rows: [] });
  });

  test("[RULE-064] refuses other lengths, naming them", async () => {
    const error = (await zipping(["a", "b"], [1]).settled()).failures[0]?.error as Error;
    expect(error).toMatchObject({ code: "PIPELINE_ZIP_LENGTH" });
    expect(error.message).toContain("'name' has 2, 'size' has 1");
  });

  test("[RULE-064] refuses what is no list", async () => {
    const error = (await zipping(7 as never, [1]).settled()).failures[0]?.error;
    expect(error).toMatchObject({ code: "PIPELINE_NOT_ITERABLE", details: { list: "name" } });
  });
});

describe("broadcast", () => {
  test("[SEED-26] one stage feeds many consumers and runs once", async () => {
    let runs = 0;
    const pipeline = definePipeline("broadcast", {}, (p) => {
      const numbers = p.stage("numbers", {}, () => (runs++, [3, 1, 2]));
      const { least, most } = p.broadcast("ends", numbers, {
        least: (list) => Math.min(...list),
        most: async (list) => Math.max(...list),
      });
      const count = p.stage("count", { numbers }, ({ numbers }) => numbers.length);
      return { least, most, count };
    });
    const report = await pipeline.settled();
    expect(report.outputs).toEqual({ least: 1, most: 3, count: 3 });
    expect(runs).toBe(1);
    expect(report.stages.map((stage) => stage.id)).toEqual(["numbers", "ends.least", "ends.most", "count"]);
  });
});

describe("when", () => {
  const branching = (size: number, seen: string[] = []) =>
    definePipeline("when", {}, (p) => {
      const large = p.stage("large", {}, () => size > 10);
      const branch = p.when(
        "branch",
        large,
        (q) => {
          const first = q.stage("shrink", {}, () => (seen.push("shrink"), size / 2));
          return q.stage("round", { first }, ({ first }) => (seen.push("round"), Math.round(first)));
        },
        (q) => q.stage("keep", {}, () => (seen.push("keep"), size)),
      );
      const only = p.when("only", large, (q) => q.stage("note", {}, () => "large"));
      return { branch, only };
    });

  test("[RULE-065] runs one branch and skips the stages of the other", async () => {
    const seen: string[] = [];
    const report = await branching(21, seen).settled();
    expect(report.outputs).toEqual({ branch: 11, only: "large" });
    expect(seen).toEqual(["shrink", "round"]);
    expect(statuses(report)).toMatchObject({
      shrink: "succeeded",
      round: "succeeded",
      keep: "skipped",
      branch: "succeeded",
    });
    expect(report.status).toBe("succeeded");
  });

  test("[RULE-065] gives undefined where there is no other branch", async () => {
    const report = await branching(5).settled();
    expect(report.outputs).toEqual({ branch: 5, only: undefined });
    expect(statuses(report)).toMatchObject({ shrink: "skipped", round: "skipped", note: "skipped", keep: "succeeded" });
  });

  test("[RULE-065] nests: an inner branch of an outer branch that is not taken is skipped", async () => {
    const seen: string[] = [];
    const pipeline = (outer: boolean, inner: boolean) =>
      definePipeline("nested", {}, (p) => {
        const first = p.stage("first", {}, () => outer);
        const result = p.when("outer", first, (q) => {
          const second = q.stage("second", {}, () => (seen.push("second"), inner));
          return q.when("inner", second, (r) => r.stage("deep", {}, () => (seen.push("deep"), "deep")));
        });
        return { result };
      });
    expect(await pipeline(false, true).run()).toEqual({ result: undefined });
    expect(seen).toEqual([]);
    expect(await pipeline(true, false).run()).toEqual({ result: undefined });
    expect(await pipeline(true, true).run()).toEqual({ result: "deep" });
    expect(seen).toEqual(["second", "second", "deep"]);
  });

  test("[RULE-065] a failure inside of the taken branch fails the run", async () => {
    const pipeline = definePipeline("broken", {}, (p) => {
      const yes = p.stage("yes", {}, () => true);
      return {
        value: p.when("value", yes, (q) =>
          q.stage("bad", {}, (): number => {
            throw new Error("bad");
          }),
        ),
      };
    });
    const report = await pipeline.settled();
    expect(report.status).toBe("failed");
    expect(statuses(report)).toEqual({ yes: "succeeded", bad: "failed", value: "upstream_failed" });
  });
});

test("[RULE-066] what needs a value of a skipped stage is skipped too, unless the input is optional", async () => {
  const pipeline = definePipeline("skipping", {}, (p) => {
    const no = p.stage("no", {}, () => false);
    let inside: ReturnType<typeof p.stage<object, number>> | undefined;
    p.when("never", no, (q) => (inside = q.stage("inside", {}, () => 1)));
    if (inside === undefined) throw new Error("the branch was not built");
    const needs = p.stage("needs", { inside }, ({ inside }) => inside);
    const below = p.stage("below", { needs }, ({ needs }) => needs);
    const copes = p.stage("copes", { inside: optional(inside, -1) }, ({ inside }) => inside);
    return { below, copes };
  });
  const report = await pipeline.settled();
  expect(statuses(report)).toEqual({
    no: "succeeded",
    inside: "skipped",
    never: "succeeded",
    needs: "skipped",
    below: "skipped",
    copes: "succeeded",
  });
  expect(report.outputs).toEqual({ copes: -1 });
  expect(report.status).toBe("succeeded");
});

describe("a pipeline as a stage of another", () => {
  const child = definePipeline("child", { parameters: Parameters.define({ n: 1, factor: 10 }) }, (p) => {
    const scaled = p.stage("scaled", { n: p.parameters.n, factor: p.parameters.factor }, ({ n, factor }) => n * factor);
    return { scaled };
  });
  const parent = definePipeline("parent", {}, (p) => {
    const n = p.stage("n", {}, () => 4);
    const sub = p.pipeline("sub", child, { n });
    return { twice: p.stage("twice", { scaled: sub.out.scaled }, ({ scaled }) => scaled * 2) };
  });

  test("[RULE-067] takes parameters from references and gives its outputs; its record is part of the outer one", async () => {
    const events: PipelineEvent[] = [];
    const report = await parent.settled({}, { onEvent: (event) => void events.push(event) });
    expect(report.outputs).toEqual({ twice: 80 });
    expect(report.stage("sub")?.run?.stages.map((stage) => stage.id)).toEqual(["scaled"]);
    expect(
      events.flatMap((event) => ("stage" in event && event.type === "stage_started" ? [event.stage] : [])),
    ).toEqual(["n", "sub", "sub.scaled", "twice"]);
    expect(new Set(events.map((event) => event.runId))).toEqual(new Set([report.runId]));
  });

  test("[RULE-067] a pipeline of the other face works in its place", async () => {
    const classStyle = Pipeline("class", Parameters.define({ n: 1 }), {
      stages: {
        scaled: Stage(({ n }: { n: number }) => n * 10, {
          inputs: [
            Input({
              asArg: "n",
              bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "n" }) }),
            }),
          ],
        }),
      },
    });
    const pipeline = definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", classStyle, { n: 7 }) }));
    expect(await pipeline.run()).toEqual({ sub: { scaled: 70 } });
  });

  test("[RULE-067] its failure fails its stage, with the inner run as the reason", async () => {
    const bad = definePipeline("bad", {}, (p) => ({ x: p.stage("x", {}, () => Promise.reject(new Error("inner"))) }));
    const report = await definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", bad, {}) })).settled();
    expect(report.failures).toMatchObject([
      { stage: "sub", error: { code: "PIPELINE_RUN_FAILED", failures: [{ stage: "x" }] } },
    ]);
  });

  test("[RULE-067] its exit ends it alone; cancelling the outer run cancels it", async () => {
    const exits = definePipeline("exits", {}, (p) => ({
      x: p.stage("x", {}, (): number => {
        throw new ExitPipeline("done", { value: 3 });
      }),
    }));
    const outer = definePipeline("outer", {}, (p) => {
      const sub = p.pipeline("sub", exits, {});
      return { x: p.stage("after", { x: sub.out.x }, ({ x }) => x) };
    });
    expect(await outer.run()).toEqual({ x: 3 });

    const waits = definePipeline("waits", {}, (p) => ({
      x: p.stage("x", {}, (_args, { signal }) => untilAborted(signal)),
    }));
    const run = definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", waits, {}) })).start();
    await turn();
    run.cancel(new Error("stop"));
    const report = await run.settled();
    expect(report.status).toBe("cancelled");
    expect(report.stage("sub")?.run?.status).toBe("cancelled");
  });

  test("[RULE-067] wrong parameters fail its stage", async () => {
    const outer = definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", child, { m: 1 } as never) }));
    expect((await outer.settled()).failures[0]?.error).toMatchObject({ code: "PIPELINE_UNKNOWN_PARAMETER" });
  });
});

test("[RULE-063] a property of a reference is a reference of that property", async () => {
  const pipeline = definePipeline("out", {}, (p) => {
    const pair = p.stage("pair", {}, () => ({ left: { deep: 1 }, right: [10, 20] as const }));
    return {
      deep: p.stage("deep", { value: pair.out.left.out.deep }, ({ value }) => value + 1),
      second: p.stage("second", { value: pair.out.right.out[1] }, ({ value }) => value + 1),
      left: pair.out.left,
    };
  });
  expect(await pipeline.run()).toEqual({ deep: 2, second: 21, left: { deep: 1 } });
});

test("[RULE-068] a reference of another definition is refused, in inputs, lists, `after` and outputs", () => {
  let foreign: { readonly after: never } | undefined;
  definePipeline("one", {}, (p) => {
    foreign = p.stage("a", {}, () => 1) as never;
    return {};
  });
  const refused = expect.objectContaining({ code: "PIPELINE_FOREIGN_REF" });
  expect(() => definePipeline("two", {}, (p) => ({ b: p.stage("b", { foreign }, () => 1) }))).toThrow(refused);
  expect(() => definePipeline("two", {}, (p) => ({ b: p.map("b", foreign as never, {}, () => 1) }))).toThrow(refused);
  expect(() =>
    definePipeline("two", {}, (p) => ({ b: p.stage("b", {}, () => 1, { after: [foreign as never] }) })),
  ).toThrow(refused);
  expect(() => definePipeline("two", {}, () => ({ b: foreign as never }))).toThrow(refused);
});

test("[RULE-070] the same graph in both styles gives equal results and statuses", async () => {
  const add = ({ a, b }: { a: number; b: number }): number => a + b;
  const from = <const Id extends string, const Arg extends string>(id: Id, asArg: Arg) =>
    Input({
      asArg,
      bind: InputBinding.contextual(context.STAGES, { mapper: DependencyInputMapper({ fromStage: id }) }),
    });
  const retry = { maxAttempts: 2, initialMs: 0 };
  const classStyle = Pipeline("same", Parameters.define({ n: 5 }), {
    stages: {
      one: Stage(({ n }: { n: number }) => n + 1, {
        inputs: [
          Input({
            asArg: "n",
            bind: InputBinding.contextual(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "n" }) }),
          }),
        ],
      }),
      bad: Stage(
        ({ one }: { one: number }): number => {
          throw new Error(`no ${one}`);
        },
        { inputs: [from("one", "one")], retry },
      ),
      sum: Stage(add, { inputs: [from("one", "a"), from("bad", "b")] }),
    },
  });
  const refStyle = definePipeline("same", { parameters: Parameters.define({ n: 5 }) }, (p) => {
    const one = p.stage("one", { n: p.parameters.n }, ({ n }) => n + 1);
    const broken = ({ one }: { one: number }): number => {
      throw new Error(`no ${one}`);
    };
    const bad = p.stage("bad", { one }, broken, { retry });
    const sum = p.stage("sum", { a: one, b: bad }, add);
    return { one, bad, sum };
  });
  const [left, right] = [await classStyle.settled({ n: 8 }), await refStyle.settled({ n: 8 })];
  expect(left.outputs).toEqual(right.outputs);
  expect(statuses(left)).toEqual(statuses(right));
  expect(left.error?.message).toBe(right.error?.message);
  expect(left.failures).toMatchObject([{ stage: "bad", attempt: 2 }]);
  expect(statuses(left)).toEqual({ one: "succeeded", bad: "failed", sum: "upstream_failed" });
});
