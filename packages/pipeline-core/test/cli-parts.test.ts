import { writeFileSync } from "node:fs";
import path from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { afterEach, expect, test, vi } from "vitest";
import { nodeVersion, typeScript } from "../src/cli/doctor-checks.ts";
import { givenParameters } from "../src/cli/given-parameters.ts";
import { choosePipeline, loadPipelines } from "../src/cli/load-module.ts";
import { unusedParameters } from "../src/cli/unused-parameters.ts";
import {
  context,
  definePipeline,
  Input,
  InputBinding,
  optional,
  Parameters,
  Pipeline,
  Stage,
  type StandardSchema,
} from "../src/index.ts";

afterEach(() => vi.unstubAllEnvs());

type Validate = StandardSchema<object, object>["~standard"]["validate"];

const parametersOf = (validate: (value: object) => Awaited<ReturnType<Validate>>): Parameters =>
  Parameters.define({
    "~standard": { version: 1, vendor: "test", validate: (value) => validate(value as object) },
  } satisfies StandardSchema<object, object>) as never;

const parameters = Parameters.define(["free"], { forDay: "x", "max-rows": 1, dry: false, list: ["a"] }) as never;

test("flags: what has a text as its default stays text, all else is JSON where it is JSON", async () => {
  const given = (...flags: string[]): Promise<unknown> => givenParameters(parameters, { flags });
  expect(await given("forDay=2024", "max-rows=7", "dry=true", 'list=["b"]', "free=null")).toEqual({
    forDay: "2024",
    "max-rows": 7,
    dry: true,
    list: ["b"],
    free: null,
  });
  expect(await given("forDay=a=b", "free=plain words")).toEqual({ forDay: "a=b", free: "plain words" });
  expect(await given("forDay=")).toEqual({ forDay: "" });
  await expect(given("dry=yes")).rejects.toThrow(
    "[PIPELINE_PARAMETERS_INVALID] parameter 'dry' takes a boolean, got 'yes'",
  );
  await expect(given("free=1", "free=2")).rejects.toThrow("[CLI_INVALID_PARAMETER]");
  await expect(given("lits=1")).rejects.toThrow(
    "[PIPELINE_UNKNOWN_PARAMETER] parameter 'lits' was not declared; did you mean 'list'?",
  );
});

test("environment: PIPELINE_PARAM_ and the name, in capitals or as it is written; other variables are nothing", async () => {
  vi.stubEnv("PIPELINE_PARAM_FORDAY", "friday");
  vi.stubEnv("PIPELINE_PARAM_MAX_ROWS", "3");
  vi.stubEnv("PIPELINE_PARAM_free", "yes");
  vi.stubEnv("PIPELINE_PARAM_FREE", "no");
  vi.stubEnv("PIPELINE_PARAM_STRANGER", "1");
  vi.stubEnv("DRY", "true");
  expect(await givenParameters(parameters, { flags: [] })).toEqual({ forDay: "friday", "max-rows": 3, free: "yes" });
  vi.stubEnv("PIPELINE_PARAM_MAX_ROWS", "few");
  await expect(givenParameters(parameters, { flags: [] })).rejects.toThrow(
    "parameter 'max-rows' takes a number, got 'few'",
  );
});

test("environment: with a schema, whose names are not known, the rest of the variable's name is the parameter's", async () => {
  vi.stubEnv("PIPELINE_PARAM_day", "3");
  const given = await givenParameters(
    parametersOf((value) => ({ value })),
    { flags: ["limit=1"] },
  );
  expect(given).toEqual({ day: 3, limit: 1 });
});

test("schema: what it refuses is an error now, what it throws is left to the run", async () => {
  const refusing = parametersOf(() => ({ issues: [{ message: "too many", path: ["limit"] }] }));
  await expectCode(() => givenParameters(refusing, { flags: [] }), "PIPELINE_PARAMETERS_INVALID");
  const throwing = parametersOf(() => {
    throw new RangeError("the schema has a defect");
  });
  expect(await givenParameters(throwing, { flags: ["limit=1"] })).toEqual({ limit: 1 });
});

test("file: a JSON object, with values of any kind; the rest is a coded error", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "params.json");
  writeFileSync(file, '{ "forDay": 5, "list": { "a": [1] } }');
  expect(await givenParameters(parameters, { file, flags: [] })).toEqual({ forDay: 5, list: { a: [1] } });
  writeFileSync(file, "{ nope");
  await expectCode(() => givenParameters(parameters, { file, flags: [] }), "PIPELINE_PARAMETERS_FILE");
});

test("pipelines are found by their shape, the default export among them, and chosen by export or name", async () => {
  await using folder = await tempFolder();
  const module = path.join(folder.path, "module.mjs");
  writeFileSync(
    module,
    `export default { name: "by default", graph: { nodes: [] }, start() {} };
     export const named = { name: "by name", graph: { nodes: [] }, start() {} };
     export const [text, none, list, half] = ["text", null, [], { name: "half", graph: {} }];`,
  );
  const found = await loadPipelines(module);
  expect(found.map((each) => [each.export, each.definition.name])).toEqual([
    ["default", "by default"],
    ["named", "by name"],
  ]);
  expect(choosePipeline(found, "by default").export).toBe("default");
  expect(choosePipeline(found, "named").definition.name).toBe("by name");
  expect(choosePipeline(found.slice(0, 1), undefined).export).toBe("default");
});

test("a parameter counts as used by inputs, operations and outputs; none is told where a function may read it", () => {
  const declared = Parameters.define({ a: 1, b: [1], c: true, d: 1, e: 1 });
  const direct = definePipeline("direct", { parameters: declared }, (p) => {
    p.stage("one", { a: optional(p.parameters.a) }, () => 1);
    p.map("two", p.parameters.b, {}, (n) => n);
    p.when("three", p.parameters.c, (q) => q.stage("four", {}, () => 1));
    return { d: p.parameters.d };
  });
  expect(unusedParameters(direct.graph)).toEqual(["e"]);
  const mapped = Pipeline("mapped", declared, {
    stages: {
      one: Stage((args: { x: unknown }) => args.x, {
        inputs: [
          Input({ asArg: "x", bind: InputBinding.deferred(context.PARAMETERS, { mapper: (values) => values }) }),
        ],
      }),
    },
  });
  expect(unusedParameters(mapped.graph)).toEqual([]);
});

test("doctor knows the oldest Node and who runs TypeScript", () => {
  expect(["18.20.0", "22.11.9", "22.12.0", "24.0.0"].map((version) => nodeVersion(version).status)).toEqual([
    "fail",
    "fail",
    "ok",
    "ok",
  ]);
  expect(nodeVersion("20.1.0").remedy).toBe("Install Node 22.12 or later.");
  const statuses = ([undefined, false, "strip", "transform"] as const).map((mode) => typeScript(mode).status);
  expect(statuses).toEqual(["warn", "warn", "ok", "ok"]);
});
