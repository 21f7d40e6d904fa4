import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { importsOf, packageOf } from "../../src/cli/imports.ts";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb } from "./support/run-verb.ts";

const files = {
  "package.json": '{"name": "own", "dependencies": {"@millrace/function-runtime": "*"}}',
  "f.mjs": `import { handler } from "@millrace/function-runtime";
const schema = (jsonSchema) => ({ "~standard": { version: 1, vendor: "test", ...jsonSchema,
  validate: (value) => "x" in value ? { value } : { issues: [{ message: "is missing", path: ["x"] }] } } });
export const told = handler({ parameters: schema({ jsonSchema: { input: () => ({}) } }), inputs: { di: "dataitem" }, outputs: ["y"] }, ({ x }) => x);
export const untold = handler({ parameters: schema({}) }, ({ x }) => x);
export const init = () => {};`,
  "broken.mjs": "export const f = () => 1;\nthrow new Error('not today');",
  "chance.mjs": 'import { z } from "zod";\nimport fs from "node:fs";\nimport "own/x";\nexport const f = () => [z, fs];',
};

const codes = (json: Record<string, unknown>): string[] =>
  (json["problems"] as { code: string }[]).map(({ code }) => code);

describe("check", () => {
  test("[CLI-16] tells what a function declares", async () => {
    await using folder = await projectFolder(files);
    const run = await runVerb("check", `${folder.at("f.mjs")}:told`, "--json");
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toEqual({
      ok: true,
      function: `${folder.at("f.mjs")}:told`,
      declares: { inputs: { di: "dataitem" }, outputs: ["y"], validatesParameters: true, hasInit: false },
      problems: [],
    });
    const { stdout } = await runVerb("check", `${folder.at("f.mjs")}:told`);
    expect(stdout).toMatch(/inputs +di: dataitem\nparameters +checked by a schema\noutputs +y\ninit +none\n✔ valid/);
  });

  test("[CLI-16] finds parameters, task fields and requirements that do not fit, all at once", async () => {
    await using folder = await projectFolder(files);
    const line = ["check", `${folder.at("f.mjs")}:told`, "--parameters", '{"y":1}', "--requirement", "file:../x"];
    const run = await runVerb(...line, "--fields", '{"replicas":2}');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("✖ FUNCTION_FIELD_OF_OTHER_ACTION: 'replicas' belongs to serve, not to job");
    expect(run.stdout).toContain("✖ FUNCTION_INVALID_BUILD");
    expect(run.stdout).toContain("✖ FUNCTION_INVALID_PARAMETERS: x: is missing");
    expect(run.stdout).toContain("has 3 problems");
    const typo = await runVerb(
      "check",
      `${folder.at("f.mjs")}:told`,
      "--json",
      "--action",
      "serve",
      "--fields",
      '{"replica":2}',
    );
    expect(jsonOf(typo)).toMatchObject({ ok: false, problems: [{ code: "FUNCTION_UNKNOWN_FIELD" }] });
  });

  test("[CLI-16] warns of what will be different from what it looks like", async () => {
    await using folder = await projectFolder(files);
    const target = `${folder.at("f.mjs")}:untold`;
    const other = process.versions.node.startsWith("22.") ? "24" : "22";
    const run = await runVerb(
      "check",
      target,
      "--json",
      "--node-version",
      other,
      "--fields",
      '{"affinity":{},"profile":"gpu"}',
    );
    expect(run.code).toBe(0);
    expect(codes(jsonOf(run))).toEqual([
      "FUNCTION_NODE_VERSION_DIFFERS",
      "FUNCTION_FIELD_NO_LOCAL_EFFECT",
      "FUNCTION_FIELD_NO_LOCAL_EFFECT",
      "FUNCTION_SCHEMA_UNTOLD",
    ]);
  });

  test("[CLI-16] finds what cannot be loaded, and packages that are there by chance", async () => {
    await using folder = await projectFolder(files);
    const broken = await runVerb("check", `${folder.at("broken.mjs")}:f`);
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringMatching(/FUNCTION_NOT_LOADED: .*not today/) });
    const noInit = await runVerb("check", `${folder.at("f.mjs")}:told`, "--init-function", "f.mjs:start");
    expect(noInit).toMatchObject({ code: 1, stdout: expect.stringContaining("exports no 'start'") });
    await writeFile(folder.at("chance.mjs"), files["chance.mjs"].replace('import "own/x";\n', ""));
    const chance = await runVerb("check", `${folder.at("chance.mjs")}:f`, "--json");
    expect(chance.code).toBe(0);
    expect(codes(jsonOf(chance))).toEqual(["FUNCTION_UNDECLARED_PACKAGE"]);
    const required = await runVerb("check", `${folder.at("chance.mjs")}:f`, "--json", "--requirement", "zod@^4");
    expect(codes(jsonOf(required))).toEqual([]);
  });

  test("[CLI-10] [CLI-16] sees imports of values, in all forms", () => {
    const code = `import a, { b } from "a";
import type { T } from "types";
import "./side.ts";
export * from '@s/c/d';
export type { U } from "types2";
// import x from "comment";
const late = await import("./late.ts");
import {
  e,
} from "node:fs";`;
    expect(importsOf(code)).toEqual(["a", "@s/c/d", "node:fs", "./side.ts", "./late.ts"]);
    expect(["a", "@s/c/d", "a/b", "./x", "#own", "node:fs", "https://x/y"].map(packageOf)).toEqual([
      "a",
      "@s/c",
      "a",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
