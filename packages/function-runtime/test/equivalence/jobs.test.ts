import { afterAll, beforeAll, expect, it } from "vitest";
import { Dataitem, type JsonObject, type Function as FunctionObject, type Project, type Run } from "../../src/index.ts";
import { tempProject } from "../../src/testing.ts";
import { bundleFunctions } from "./bundle.ts";
import { failureOf, fileOf, keptOf } from "./observe.ts";
import { table, titleOf, type Failed, type Kept, type Row } from "./table.ts";

let project: Project;
let code: string;

beforeAll(async () => {
  code = await bundleFunctions();
  project = await tempProject({ local: { retryMs: 1 } });
});
afterAll(() => project.close());

it.concurrent.each(table.map((row) => [titleOf(row), row] as const))("%s, as a child process", async (_title, row) => {
  expect(await job(row)).toEqual(row.job);
});

const functionOf = (row: Row): Promise<FunctionObject> =>
  project.newFunction({
    name: `${row.fn}-${table.indexOf(row)}`,
    kind: "nodejs",
    code,
    lang: "javascript",
    handler: row.fn,
    nodeVersion: "NODE_24",
  });

async function job(row: Row): Promise<Kept | Failed> {
  const fn = await functionOf(row);
  const run = await fn.run("job", { parameters: (row.parameters ?? {}) as JsonObject });
  try {
    return await kept(await run.wait());
  } catch (error) {
    return failureOf(row.job, String(error));
  }
}

async function kept(run: Run): Promise<Kept> {
  const files: Record<string, string> = {};
  const tables: Record<string, readonly Record<string, unknown>[]> = {};
  for (const [name, output] of Object.entries(await run.outputs())) {
    if (output instanceof Dataitem) tables[name] = await output.rows();
    else files[name] = fileOf(output.files[0]?.name ?? "", output.files[0]?.content_type ?? "", await output.bytes());
  }
  return keptOf({ results: run.results(), files, tables });
}
