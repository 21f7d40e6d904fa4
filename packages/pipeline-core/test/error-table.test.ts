import { readdirSync, readFileSync } from "node:fs";
import { MillraceError } from "@millrace/protocol";
import { describe, expect, test } from "vitest";
import {
  context,
  definePipeline,
  dependency,
  err,
  ExitPipeline,
  immediate,
  Input,
  Parameters,
  param,
  Pipeline,
  PipelineError,
  pipelineErrors,
  SequentialOutputMapper,
  Stage,
  Variables,
  type PipelineBuilder,
  type PipelineDefinition,
  type PipelineErrorCode,
} from "../src/index.ts";

const none = Parameters.define({});
const one = Stage(() => 1);
const make = (stages: object, parameters: Parameters = none): PipelineDefinition<object, unknown> =>
  Pipeline.unchecked("p", parameters, { stages: stages as never });
const define = (build: (p: PipelineBuilder) => object) =>
  definePipeline("p", { parameters: none }, build as () => Record<string, never>);

/** What failed the one stage of a run. */
async function failure(definition: PipelineDefinition<object, unknown>): Promise<never> {
  throw (await definition.settled({})).failures[0]?.error;
}

/** Code → a call that ends in an error with it. Codes of the command line and of files have tests of their own. */
const provoked: Partial<Record<PipelineErrorCode, () => unknown>> = {
  PIPELINE_INVALID_NAME: () => make({ "a b": one }),
  PIPELINE_LIMIT_CONFLICT: () =>
    make(Object.fromEntries([1, 2].map((max) => [`a${max}`, Stage(() => 1, { limit: { key: "k", max } })]))),
  PIPELINE_NOT_A_FUNCTION: () => Stage(5 as never),
  PIPELINE_INVALID_ARGUMENT: () => make({ a: 5 }),
  PIPELINE_DUPLICATE_STAGE: () => define((p) => ({ a: p.stage("a", {}, () => 1), b: p.stage("a", {}, () => 2) })),
  PIPELINE_DUPLICATE_ARGUMENT: () =>
    Stage((args: { x: number }) => args.x, { inputs: [immediate(1, { asArg: "x" }), immediate(2, { asArg: "x" })] }),
  PIPELINE_UNKNOWN_STAGE: () => make({ a: Stage(() => 1, { after: ["zzz"] }) }),
  PIPELINE_UNKNOWN_ARGUMENT: () => make({ one }).run({}, { overrides: { one: { x: 1 } } }),
  PIPELINE_UNKNOWN_OUTPUT: () =>
    make({
      one,
      a: Stage((x: object) => x, { inputs: [dependency("one", { asArg: "x", fromOutput: "zzz" })] as never }),
    }),
  PIPELINE_UNKNOWN_PARAMETER: () => Parameters.define({ a: 1 }).get("b" as never),
  PIPELINE_PARAMETER_UNSET: () => Parameters.define(["a"]).must("a"),
  PIPELINE_PARAMETERS_INVALID: () => {
    const validate = () => ({ issues: [{ message: "no" }] });
    const parameters = Parameters.define({ "~standard": { version: 1 as const, vendor: "test", validate } });
    return Pipeline("p", parameters as unknown as Parameters, { stages: {} }).run({});
  },
  PIPELINE_VARIABLE_UNSET: () => new Variables().must("a"),
  PIPELINE_CYCLE: () => make({ a: Stage(() => 1, { after: ["a"] }) }),
  PIPELINE_FOREIGN_REF: () =>
    define((p) => {
      const foreign = p.stage("a", {}, () => 1);
      return define((q) => ({ b: q.stage("b", { foreign }, () => 1) }));
    }),
  PIPELINE_REF_UNRESOLVED: () =>
    define((p) => ({ a: p.stage("a", { text: JSON.stringify(p.stage("b", {}, () => 1)) }, () => 1) })),
  PIPELINE_DEFINITION_CLOSED: () => {
    let kept: PipelineBuilder | undefined;
    define((p) => ({ a: (kept = p).stage("a", {}, () => 1) }));
    return kept?.stage("b", {}, () => 1);
  },
  PIPELINE_STREAM_MISUSE: () => define((p) => ({ a: p.map("a", [1], {}, (n) => n, { stream: true }) })),
  PIPELINE_ZIP_LENGTH: () => failure(define((p) => ({ a: p.zip("a", { x: [1], y: [1, 2] }) }))),
  PIPELINE_NOT_ITERABLE: () => failure(define((p) => ({ a: p.map("a", 5 as never, {}, (n) => n) }))),
  PIPELINE_INPUT_UNBOUND: () => Input({ asArg: "x", bind: undefined as never }),
  PIPELINE_OUTPUT_MISMATCH: () => SequentialOutputMapper(["a"])([1, 2]),
  PIPELINE_OUTSIDE_RUN: () => context.must(),
  PIPELINE_STAGE_TIMEOUT: () => failure(make({ a: Stage(() => new Promise(() => {}), { timeoutMs: 1 }) })),
  PIPELINE_STAGE_RETURNED_ERROR: () => failure(make({ a: Stage(() => err("no"), { results: "unwrap" }) })),
  PIPELINE_ITEM_FAILED: () =>
    failure(define((p) => ({ a: p.map("a", [1], {}, () => Promise.reject(new Error("no"))) }))),
  PIPELINE_STAGE_UNFINISHED: async () => {
    const skipped = define((p) => {
      const never = p.stage("never", {}, () => false);
      return { a: p.when("a", never, (q) => q.stage("b", {}, () => 1)) };
    });
    const result = (await skipped.settled()).results["b"];
    return Promise.reject(result?.ok === false ? result.error : undefined);
  },
  PIPELINE_RUN_FAILED: () => make({ a: Stage(() => Promise.reject(new Error("no"))) }).run(),
  PIPELINE_RUN_EXITED: () => make({ a: Stage(() => Promise.reject(new ExitPipeline("no", { error: true }))) }).run(),
  PIPELINE_RUN_CANCELLED: async () => {
    const { error } = await make({ one }).settled({}, { signal: AbortSignal.abort() });
    throw error ?? new TypeError("a run that was cancelled has no error");
  },
};

const codes = Object.keys(pipelineErrors) as PipelineErrorCode[];
const textOf = (folder: string): string =>
  readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("error-table.ts") && !file.endsWith("error-table.test.ts"))
    .map((file) => readFileSync(new URL(`${folder}${file}`, import.meta.url), "utf8"))
    .join("\n");

test.each(Object.entries(provoked))("%s can be provoked, and its message says so", async (code, provoke) => {
  const call = async (): Promise<unknown> => provoke();
  const error = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PipelineError);
  expect(MillraceError.is(error, code)).toBe(true);
  expect((error as PipelineError).message).toMatch(new RegExp(`^\\[${code}\\] \\S.{10,}`));
  expect((error as PipelineError).name).toBe("PipelineError");
});

test("every code of the table is provoked here, or named by the test of what raises it", () => {
  const tests = textOf("./");
  expect(codes.filter((code) => provoked[code] === undefined && !tests.includes(code))).toEqual([]);
});

test("every code of the table is raised somewhere", () => {
  const sources = textOf("../src/");
  expect(codes.filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
});

describe("the table", () => {
  test.each(Object.entries(pipelineErrors))("%s says in sentences what happened and what to do", (_code, entry) => {
    expect(entry.summary).toMatch(/^\S.*\.$/);
    expect(entry.remedy).toMatch(/^\S.*\.$/);
  });

  test("alone a timeout may go well the next time", () => {
    expect(new PipelineError("PIPELINE_STAGE_TIMEOUT", "slow").retryable).toBe(true);
    expect(new PipelineError("PIPELINE_CYCLE", "round").retryable).toBe(false);
  });
});

test("a parameter that a run lacks is named, and so is its stage", async () => {
  const stage = Stage((args: { day: unknown }) => args.day, { inputs: [param("day")] });
  const error = await failure(make({ report: stage }, Parameters.define(["day"]) as unknown as Parameters)).catch(
    (reason: unknown) => reason,
  );
  expect((error as Error).message).toContain("input 'day' of stage 'report'");
});
