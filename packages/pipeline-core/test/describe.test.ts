import { expect, test } from "vitest";
import {
  context,
  definePipeline,
  DependencyInputMapper,
  describe,
  Input,
  InputBinding,
  KeyedInputMapper,
  optional,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  settled,
  Stage,
} from "../src/index.ts";

const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
  n: p.stage("parse", { n: p.parameters.n }, ({ n }) => n),
}));

test("[SEED-41] a definition is described as data: parameters, stages with their sources, options, outputs", () => {
  const pipeline = definePipeline("orders", { parameters: Parameters.define(["key"], { day: "monday" }) }, (p) => {
    const rows = p.stage("fetch", { day: p.parameters.day, limit: 10 }, () => ({ list: [1] }), {
      retry: {
        maxAttempts: 3,
        nonRetryable: function isFatal() {
          return false;
        },
      },
      logged: ["day"],
    });
    const each = p.map("each", rows.out.list, {}, (x) => x, { concurrency: 2, onItemError: "collect" });
    const folded = p.reduce("folded", each, 0, (sum) => sum);
    const zipped = p.zip("zipped", { a: each, b: [1] });
    const test_ = p.stage("test", { folded: optional(folded, 7), zipped: settled(zipped) }, () => true, {
      after: [rows],
    });
    const chosen = p.when("choose", test_, (q) => q.pipeline("clean", inner, { n: 1 }));
    return { chosen };
  });
  const description = describe(pipeline);
  expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  expect(description).toEqual({
    version: 1,
    name: "orders",
    parameters: [{ name: "key" }, { name: "day", default: "monday" }],
    stages: [
      {
        id: "fetch",
        kind: "task",
        inputs: [
          { arg: "day", from: { param: "day" }, logged: true },
          { arg: "limit", from: { literal: 10 } },
        ],
        after: [],
        when: [],
        options: { retry: { maxAttempts: 3, nonRetryable: "[Function isFatal]" } },
      },
      {
        id: "each",
        kind: "map",
        inputs: [],
        after: [],
        when: [],
        over: { stage: "fetch", path: ["list"] },
        options: { concurrency: 2, onItemError: "collect", stream: false },
      },
      { id: "folded", kind: "reduce", inputs: [], after: [], when: [], over: { stage: "each" }, options: {} },
      {
        id: "zipped",
        kind: "zip",
        inputs: [],
        after: [],
        when: [],
        lists: { a: { stage: "each" }, b: { literal: [1] } },
        options: {},
      },
      {
        id: "test",
        kind: "task",
        inputs: [
          { arg: "folded", from: { stage: "folded", use: "optional", fallback: 7 } },
          { arg: "zipped", from: { stage: "zipped", use: "settled" } },
        ],
        after: ["fetch"],
        when: [],
        options: {},
      },
      {
        id: "clean",
        kind: "pipeline",
        inputs: [{ arg: "n", from: { literal: 1 } }],
        after: [],
        when: [{ condition: { stage: "test" }, is: true }],
        pipeline: describe(inner),
        options: {},
      },
      {
        id: "choose",
        kind: "when",
        inputs: [],
        after: [],
        when: [],
        choice: {
          condition: { stage: "test" },
          whenTrue: { stage: "clean" },
          whenFalse: { literal: "[undefined]" },
        },
        options: {},
      },
    ],
    outputs: { chosen: { stage: "choose" } },
  });
});

test("the seed's style gives the same form; bindings say what they see", () => {
  const parameters = Parameters.define({ source: "north" });
  const pipeline = Pipeline("seed", parameters, {
    stages: {
      split: Stage(() => [1, 2], { outputMapper: SequentialOutputMapper(["left", "right"]) }),
      take: Stage((args: { source: string; left: unknown; all: unknown; now: unknown }) => args.source, {
        inputs: [
          Input({
            asArg: "source",
            bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source" }) }),
          }),
          Input({
            asArg: "left",
            bind: InputBinding.deferred(context.STAGES, {
              mapper: DependencyInputMapper({ fromStage: "split", fromOutput: "left" }),
            }),
          }),
          Input({ asArg: "all", bind: InputBinding.deferred(parameters, { mapper: (values) => values.source }) }),
          Input({ asArg: "now", bind: InputBinding.callback(() => 1) }),
        ],
      }),
    },
  });
  const description = describe(pipeline);
  expect(description.outputs).toBe("stages");
  expect(description.stages[0]?.outputs).toEqual(["left", "right"]);
  expect(description.stages[1]?.inputs.map(({ from }) => from)).toEqual([
    { param: "source" },
    { stage: "split", output: "left" },
    { binding: "contextual", needs: "parameters" },
    { binding: "callback", needs: "nothing" },
  ]);
});

test("describing again gives the same, before and after a run", async () => {
  const before = JSON.stringify(describe(inner));
  await inner.run({ n: 5 });
  expect(JSON.stringify(describe(inner))).toBe(before);
});
