import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startMockProcessor } from "../../src/testing.ts";
import { bundleFunctions, bundleWrapper } from "./bundle.ts";
import { answeredOf } from "./observe.ts";
import { table, titleOf, type Answered, type Failed, type Row } from "./table.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "millrace-nuclio-"));
  await writeFile(path.join(folder, "functions.mjs"), await bundleFunctions());
  await writeFile(path.join(folder, "wrapper.mjs"), await bundleWrapper());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.concurrent.each(table.map((row) => [titleOf(row), row] as const))("%s, under Nuclio", async (_title, row) => {
  expect(await service(row)).toEqual(row.answer);
});

async function service({ fn, parameters = {}, answer }: Row): Promise<Answered | Failed> {
  await using processor = await startMockProcessor({
    wrapper: path.join(folder, "wrapper.mjs"),
    handler: `${path.join(folder, "functions.mjs")}:${fn}`,
  });
  const body = JSON.stringify(parameters);
  const reply = await processor.send({ method: "POST", body, contentType: "application/json" });
  const made = reply.headers["x-made"];
  return answeredOf(answer, {
    status: reply.statusCode,
    type: reply.contentType,
    body: reply.body,
    made: typeof made === "string" ? made : undefined,
  });
}
