import { expect, test } from "vitest";
import { definePipeline, ExitPipeline, optional, Parameters, settled, summarize, type Ref } from "../src/index.ts";
import { thrown } from "./support/thrown.ts";

interface Report {
  readonly author?: { readonly name: string };
}
type Author = Ref<{ readonly name: string }>;

/** A pipeline one of whose outputs is a property of a property, of what may not have the first. */
const authors = (given: Report) =>
  definePipeline("authors", {}, (p) => {
    const report = p.stage("report", {}, () => given);
    return { report, author: (report.out.author as Author).out.name };
  });

test("[RULE-063] a run whose output has no such path fails, and says which output, stage and path", async () => {
  const error = await thrown(authors({}).run());
  expect(error).toMatchObject({
    code: "PIPELINE_OUTPUT_UNREADABLE",
    details: { output: "author", stage: "report", path: "author.name" },
    cause: expect.any(TypeError),
    run: { status: "failed" },
  });
  expect(error.message).toMatch(
    /^\[PIPELINE_OUTPUT_UNREADABLE\] output 'author' of pipeline 'authors' takes 'author.name' of stage 'report'/,
  );
  expect(await authors({ author: { name: "Ada" } }).run()).toMatchObject({ author: "Ada" });
});

test("[RULE-063] its report has the outputs that can be read, in every form", async () => {
  const report = await authors({}).settled();
  expect(report).toMatchObject({ status: "failed", error: { code: "PIPELINE_OUTPUT_UNREADABLE" }, failures: [] });
  expect(report.outputs).toEqual({ report: {} });
  expect(report.counts).toEqual({ succeeded: 1 });
  for (const format of ["text", "json", "markdown", "html"] as const)
    expect(summarize(report, { format }).replaceAll("\\", "")).toContain("PIPELINE_OUTPUT_UNREADABLE");
});

test("an output of a parameter that is not set, or has no such path, names the parameter", async () => {
  const parameters = Parameters.define(["day"], { city: undefined as unknown as { name: { length: number } } });
  const day = definePipeline("p", { parameters }, (p) => ({ day: p.parameters.day }));
  expect(await thrown(day.run({}))).toMatchObject({
    code: "PIPELINE_OUTPUT_UNREADABLE",
    details: { output: "day", parameter: "day" },
    cause: { code: "PIPELINE_PARAMETER_UNSET" },
  });
  const city = definePipeline("p", { parameters }, (p) => ({ city: p.parameters.city.out.name.out.length }));
  expect(await thrown(city.run({ day: 1 }))).toMatchObject({
    code: "PIPELINE_OUTPUT_UNREADABLE",
    details: { output: "city", parameter: "city", path: "name.length" },
  });
});

test("a run that has failed, was cancelled or was ended keeps its own reason", async () => {
  const ending = (end: () => unknown) =>
    definePipeline("ending", {}, (p) => {
      const report = p.stage("report", {}, (): Report => ({}));
      p.stage("end", {}, end, { after: [report] });
      return { author: (report.out.author as Author).out.name };
    });
  const failing = ending(() => {
    throw new Error("boom");
  });
  expect(await thrown(failing.run())).toMatchObject({ code: "PIPELINE_RUN_FAILED" });
  const exit = ending(() => {
    throw new ExitPipeline("enough", { error: true });
  });
  expect(await thrown(exit.run())).toMatchObject({ code: "PIPELINE_RUN_EXITED" });
  const cancel = ending(() => new Promise(() => undefined)).start();
  cancel.cancel(new Error("mine"));
  expect(await thrown(cancel.result())).toMatchObject({ message: "mine" });
  const exited = ending(() => {
    throw new ExitPipeline("enough");
  });
  expect(await thrown(exited.run())).toMatchObject({ code: "PIPELINE_OUTPUT_UNREADABLE" });
});

test("outputs are read while the run goes on: those that have a value by then", async () => {
  const seen: object[] = [];
  const pipeline = definePipeline("early", {}, (p) => {
    const first = p.stage("first", {}, () => 1);
    const second = p.stage("second", { first }, () => 2);
    return { first, second };
  });
  await pipeline.run(
    {},
    {
      onEvent: (event) => {
        if (event.type === "run_started") seen.push(() => event.report.outputs);
        if (event.type === "stage_finished") seen.push((seen[0] as () => object)());
      },
    },
  );
  expect(seen.slice(1)).toEqual([{ first: 1 }, { first: 1, second: 2 }]);
});

test("[SEED-30, SEED-31] an optional output is its fallback, a settled one a Result", async () => {
  const pipeline = definePipeline("copes", {}, (p) => {
    const bad = p.stage("bad", {}, (): number => {
      throw new Error("boom");
    });
    return { value: optional(bad, 7), result: settled(bad) };
  });
  expect(await pipeline.run()).toMatchObject({ value: 7, result: { ok: false, error: { message: "boom" } } });
});

test("[SEED-31] a failed stage that is an output fails the run, though its only consumer copes", async () => {
  const pipeline = definePipeline("needed", {}, (p) => {
    const bad = p.stage("bad", {}, (): number => {
      throw new Error("boom");
    });
    return { bad, cope: p.stage("cope", { bad: optional(bad, 7) }, (args) => args.bad) };
  });
  expect(await thrown(pipeline.run())).toMatchObject({ code: "PIPELINE_RUN_FAILED", failures: [{ stage: "bad" }] });
  const field = definePipeline("field", {}, (p) => {
    const bad = p.stage("bad", {}, (): { n: number } => {
      throw new Error("boom");
    });
    p.stage("cope", { bad: optional(bad) }, (args) => args.bad);
    return { n: bad.out.n };
  });
  expect((await field.settled()).status).toBe("failed");
});
