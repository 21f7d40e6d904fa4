import { afterAll, beforeAll, expect, it } from "vitest";
import { Dataitem, type JsonObject, type Function as FunctionObject, type Project, type Run } from "../../src/index.ts";
import { tempProject } from "../../src/testing.ts";
import { bundleFunctions } from "./bundle.ts";
import { failureOf, fileOf, keptOf } from "./observe.ts";
import { titleOf, type Failed, type Kept, type Row } from "./table.ts";

/** Runs rows of the table as jobs of one project. */
export function testJobs(rows: readonly Row[]): void {
  let project: Project;
  let code: string;
  beforeAll(async () => {
    code = await bundleFunctions();
    project = await tempProject();
  });
  afterAll(() => project.close());

  it.concurrent.each(rows.map((row, index) => [titleOf(row), row, index] as const))(
    "%s, as a child process",
    async (_title, row, index) => {
      const options = { kind: "nodejs", lang: "javascript", nodeVersion: "NODE_24" } as const;
      const fn = await project.newFunction({ name: `${row.fn}-${index}`, code, handler: row.fn, ...options });
      expect(await job(fn, row)).toEqual(row.job);
    },
  );
}

async function job(fn: FunctionObject, row: Row): Promise<Kept | Failed> {
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
