import { expect, it } from "vitest";
import type { Call, LoadedFunction, Output } from "../../src/compose/call.ts";
import { createContext } from "../../src/compose/create-context.ts";
import { callValue, execute, initialise } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { responseOf } from "../../src/compose/response.ts";
import { toColumns, toRecords } from "../../src/data/table.ts";
import type { AnyFunction } from "../../src/index.ts";
import * as functions from "./functions.ts";
import { answeredOf, bytesOf, failureOf, fileOf, keptOf } from "./observe.ts";
import { table, titleOf, type Answered, type Failed, type Kept, type Row } from "./table.ts";

it.each(table.map((row) => [titleOf(row), row] as const))("%s, in this process", async (_title, row) => {
  expect(await job(row)).toEqual(row.job);
  expect(await service(row)).toMatchObject(row.answer);
});

async function start({ fn, parameters = {} }: Row): Promise<readonly [LoadedFunction, Call]> {
  const loaded = loadedOf((functions as Readonly<Record<string, AnyFunction>>)[fn] ?? (() => "no such function"), fn);
  const context = createContext();
  await initialise(loaded, context);
  return [loaded, { parameters, reserved: { context, signal: new AbortController().signal } }];
}

async function job(row: Row): Promise<Kept | Failed> {
  try {
    const { outputs } = await execute(...(await start(row)));
    return await kept(outputs);
  } catch (error) {
    return failureOf(row.job, String(error));
  }
}

async function kept(outputs: readonly Output[]): Promise<Kept> {
  const results: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  const tables: Record<string, readonly Record<string, unknown>[]> = {};
  for (const output of outputs) {
    if (output.as === "result") results[output.name] = output.value;
    if (output.as === "dataitem") tables[output.name] = toRecords(toColumns(output.table));
    if (output.as === "artifact") {
      files[output.name] = fileOf(output.fileName, output.contentType, await bytesOf(output.content));
    }
  }
  return keptOf({ results, files, tables });
}

async function service(row: Row): Promise<Answered | Failed> {
  try {
    const value = await callValue(...(await start(row)));
    const answer = responseOf(value);
    const body = await bytesOf(answer.body ?? "");
    const { statusCode: status, contentType: type, headers } = answer;
    return answeredOf(row.answer, { status, type, body, made: headers["x-made"] });
  } catch (error) {
    // Without a wire nobody gives a failure a status.
    return { ...row.answer, ...failureOf(row.answer, String(error)) };
  }
}
