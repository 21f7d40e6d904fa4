import { silentLogger } from "@millrace/protocol";
import { expect, it, onTestFinished } from "vitest";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { createClient, type AnyFunction } from "../../src/index.ts";
import { serveFunction } from "../../src/embedded/http/serve-function.ts";
import * as functions from "./functions.ts";
import { answeredOf, shown } from "./observe.ts";
import { table, titleOf, type Answered, type Failed, type Row } from "./table.ts";

it.each(table.map((row) => [titleOf(row), row] as const))("%s, over HTTP", async (_title, row) => {
  expect(await service(row, await urlOf(row.fn))).toEqual(row.answer);
});

async function urlOf(fn: string): Promise<string> {
  const call = (functions as Readonly<Record<string, AnyFunction>>)[fn] ?? (() => "no such function");
  const service = await serveFunction(loadedOf(call, fn), { logger: silentLogger });
  onTestFinished(() => service.close({ graceMs: 0 }));
  return service.url;
}

async function service({ parameters = {}, answer }: Row, url: string): Promise<Answered | Failed> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(parameters) });
  const body = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get("content-type") ?? "";
  const made = response.headers.get("x-made") ?? undefined;
  return answeredOf(answer, { status: response.status, type, body, made });
}

it("[CORE-49] the typed client gives the values themselves", async () => {
  expect(await createClient<typeof functions.sum>(await urlOf("sum")).call({ a: 0.1, b: 2 })).toBe(2.1);
  expect(await createClient<typeof functions.inOrder>(await urlOf("inOrder")).call()).toEqual(["a", 2]);
  expect(await createClient<typeof functions.validated>(await urlOf("validated")).call({ limit: 7 })).toBe("8 kg");
  expect(shown(await createClient<typeof functions.bytes>(await urlOf("bytes")).call())).toBe("hex 00ff0a0d80");
  await expect(
    createClient<typeof functions.validated>(await urlOf("validated")).call({ limit: 11 }),
  ).rejects.toMatchObject({
    code: "FUNCTION_INVALID_PARAMETERS",
    details: { issues: [{ path: ["limit"] }] },
  });
});
