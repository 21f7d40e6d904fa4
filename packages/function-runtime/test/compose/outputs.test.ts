import type { LogFields, Logger } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { tableFromArrays } from "apache-arrow";
import { execute } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { handler, type OutputOption } from "../../src/index.ts";
import { silentLogger } from "@millrace/protocol";

const signal = new AbortController().signal;

interface Classified {
  readonly outputs: readonly Record<string, unknown>[];
  readonly warnings: readonly LogFields[];
}

async function classified(value: unknown, declared: readonly OutputOption[] = []): Promise<Classified> {
  const warnings: LogFields[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => void warnings.push(fields) };
  const fn = handler({ outputs: declared }, () => value);
  const outcome = await execute(loadedOf(fn, "main:f"), { reserved: { signal } }, { logger });
  expect(outcome.value).toBe(await value);
  return { outputs: outcome.outputs.map((output) => ({ ...output })), warnings };
}

const outputsOf = async (value: unknown, declared?: readonly OutputOption[]): Promise<Classified["outputs"]> =>
  (await classified(value, declared)).outputs;

describe("one value", () => {
  it("[CORE-14] undefined is no output", async () => {
    expect(await classified(undefined)).toEqual({ outputs: [], warnings: [] });
  });

  it.each([
    ["text", "hello world", "hello world"],
    ["empty text", "", ""],
    ["zero", 0, 0],
    ["a number", -1.5, -1.5],
    ["a boolean", false, false],
    ["a bigint, as text", 12345678901234567890n, "12345678901234567890"],
    ["null", null, null],
    ["a date, as JSON has it", new Date(0), "1970-01-01T00:00:00.000Z"],
  ])("[CORE-15] [SEED-17] %s is a result", async (_what, value, result) => {
    expect(await outputsOf(value)).toEqual([{ name: "output_0", as: "result", value: result }]);
  });

  it("[CORE-16] a table is a dataitem", async () => {
    const arrow = tableFromArrays({ a: [1, 2] });
    expect(await outputsOf(arrow, ["data"])).toEqual([{ name: "data", as: "dataitem", table: arrow }]);
    const columns = { columns: { a: [1, 2] } };
    expect(await outputsOf(columns)).toEqual([{ name: "output_0", as: "dataitem", table: columns }]);
  });

  it("[CORE-16] an array of records is a dataitem when it is declared so, and JSON otherwise", async () => {
    const records = [{ a: 1 }, { a: 2 }];
    const declared = [{ name: "data", kind: "dataitem" }] as const;
    expect(await outputsOf(records, declared)).toEqual([{ name: "data", as: "dataitem", table: records }]);
    expect(await outputsOf(records, ["data"])).toMatchObject([{ as: "artifact", contentType: "application/json" }]);
    await expect(outputsOf("text", declared)).rejects.toMatchObject({ code: "FUNCTION_INVALID_OUTPUT" });
  });

  it("[CORE-18] [SEED-16] a plain object or array is a file of JSON", async () => {
    const [file, ...others] = await outputsOf({ b: [1, 2n, { c: undefined, d: null }], e: new Date(0) });
    expect(others).toEqual([]);
    expect(file).toMatchObject({ name: "output_0", as: "artifact", type: "artifact", fileName: "output_0.json" });
    expect(Buffer.from(file?.["content"] as Uint8Array).toString()).toBe(
      '{"b":[1,"2",{"d":null}],"e":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it("[CORE-18] declared a result, it is one", async () => {
    const declared = [{ name: "metrics", kind: "result" }] as const;
    expect(await outputsOf({ a: [1] }, declared)).toEqual([{ name: "metrics", as: "result", value: { a: [1] } }]);
  });

  it("[CORE-18] declared an artifact or a model, text and numbers are files", async () => {
    expect(await outputsOf("é", [{ name: "note", kind: "artifact" }])).toMatchObject([
      { as: "artifact", type: "artifact", fileName: "note.txt", content: new TextEncoder().encode("é") },
    ]);
    expect(await outputsOf({ w: 1 }, [{ name: "net", kind: "model" }])).toMatchObject([
      { as: "artifact", type: "model", fileName: "net.json" },
    ]);
  });

  it("[CORE-19] an entity of a project is an output as it is", async () => {
    class Material {
      readonly type = "dataitem";
      readonly project = {};
      readonly key = "store://p/dataitem/table/a:1";
    }
    const entity = new Material();
    expect(await outputsOf(entity, ["data"])).toEqual([{ name: "data", as: "entity", entity }]);
    const declared = [{ name: "data", kind: "dataitem" }] as const;
    expect(await outputsOf(entity, declared)).toEqual([{ name: "data", as: "entity", entity, kind: "dataitem" }]);
  });

  class Point {
    readonly x = 1;
  }
  const cycle: Record<string, unknown> = { a: { b: [1] } };
  (cycle["a"] as { b: unknown[] }).b.push(cycle);
  let deep: unknown = 1;
  for (let level = 0; level < 5000; level++) deep = [deep];

  it.each([
    ["an instance of a class", new Point(), "class Point"],
    ["one inside of data", { a: [new Point()] }, "at .a[0]"],
    ["a cycle", cycle, "at .a.b[1] contains itself"],
    ["a function", () => 1, "is a function"],
    ["a symbol", Symbol("a"), "is a symbol"],
    ["a function inside of data", { f: () => 1 }, "at .f"],
    ["NaN", NaN, "NaN"],
    ["an infinite number inside of data", [-Infinity], "at [0] is -Infinity"],
    ["a Map", new Map(), "Object.fromEntries(map)"],
    ["a Set", new Set(), "[...set]"],
    ["bytes inside of data", { a: new Uint8Array(1) }, "bytes inside of other data"],
    ["too deep a nest", deep, "deeper than 1000"],
    ["an error", new Error("a"), "throw it"],
  ])("[CORE-20] %s cannot be kept, and the message says why", async (_what, value, message) => {
    await expect(outputsOf(value)).rejects.toMatchObject({
      code: "FUNCTION_INVALID_OUTPUT",
      message: expect.stringContaining(message) as string,
    });
  });

  it("[CORE-20] a value that comes twice is no cycle", async () => {
    const shared = { a: 1 };
    const declared = [{ name: "x", kind: "result" }] as const;
    expect(await outputsOf([shared, shared], declared)).toMatchObject([{ value: [{ a: 1 }, { a: 1 }] }]);
  });

  it("[CORE-25] a response stands for its body", async () => {
    const { ContextResponse } = await import("../../src/compose/context-response.ts");
    expect(await outputsOf(new ContextResponse("ok", {}, "text/plain", 201), ["a"])).toEqual([
      { name: "a", as: "result", value: "ok" },
    ]);
    const failed = new ContextResponse("no such model", {}, "text/plain", 404);
    await expect(outputsOf(failed, ["a"])).rejects.toMatchObject({
      code: "FUNCTION_ERROR_RESPONSE",
      message: expect.stringContaining("404: no such model") as string,
      details: { output: "a", statusCode: 404 },
    });
    await expect(outputsOf(new Response("gone", { status: 410 }))).rejects.toMatchObject({
      code: "FUNCTION_ERROR_RESPONSE",
    });
  });
});

describe("several values", () => {
  it("[CORE-21] [SEED-18] an array is one output for each declared name", async () => {
    const table = { columns: { a: [1] } };
    expect(await classified([table, "some value"], ["data", "string"])).toEqual({
      outputs: [
        { name: "data", as: "dataitem", table },
        { name: "string", as: "result", value: "some value" },
      ],
      warnings: [],
    });
  });

  it.each([[[]], [["all"]]])("[CORE-21] an array is not split for the outputs %j", async (declared) => {
    expect(await outputsOf([1, 2], declared)).toMatchObject([{ name: declared[0] ?? "output_0", as: "artifact" }]);
  });

  it("[CORE-22] an object is one output for each declared key", async () => {
    const declared = ["a", { name: "b", kind: "result" }] as const;
    expect(await classified({ b: [2], a: 1 }, declared)).toEqual({
      outputs: [
        { name: "b", as: "result", value: [2] },
        { name: "a", as: "result", value: 1 },
      ],
      warnings: [],
    });
    expect(await outputsOf({ result: 5 }, ["result"])).toEqual([{ name: "result", as: "result", value: 5 }]);
  });

  it("[CORE-22] an object without the declared keys is the value itself", async () => {
    expect(await outputsOf({ result: 5, other: 6 }, ["result"])).toMatchObject([{ name: "result", as: "artifact" }]);
    expect(await outputsOf({ x: 5 }, ["result"])).toMatchObject([{ name: "result", as: "artifact" }]);
    expect(await outputsOf({ x: 5 }, [])).toMatchObject([{ name: "output_0", as: "artifact" }]);
  });

  it("[CORE-14] undefined leaves its name out", async () => {
    expect(await outputsOf([undefined, 2], ["a", "b"])).toEqual([{ name: "b", as: "result", value: 2 }]);
    expect(await outputsOf({ a: undefined, b: 2 }, ["a", "b"])).toEqual([{ name: "b", as: "result", value: 2 }]);
  });

  it.each([
    ["more values than names", [1, 2, 3], ["a", "b"], ["a", "b", "output_2"]],
    ["fewer values than names", [1], ["a", "b"], ["a"]],
    ["one value for two names", 1, ["a", "b"], ["a"]],
    ["a key that is not declared", { a: 1, c: 3 }, ["a", "b"], ["a", "c"]],
    ["nothing for a name", undefined, ["a"], []],
  ])("[CORE-23] %s: named by what there is, with a warning", async (_what, value, declared, names) => {
    const { outputs, warnings } = await classified(value, declared);
    expect(outputs.map(({ name }) => name)).toEqual(names);
    expect(warnings).toEqual([{ function: "main:f", declared, returned: names }]);
  });

  it("[CORE-23] two outputs of one name are an error, not a loss", async () => {
    const attempt = outputsOf([1, 2, 3], ["a", "output_2"]);
    await expect(attempt).rejects.toMatchObject({ code: "FUNCTION_INVALID_OUTPUT" });
  });

  it("[CORE-23] an undeclared key that is no name is an error", async () => {
    await expect(outputsOf({ a: 1, "../b": 2 }, ["a", "b"])).rejects.toMatchObject({ code: "FUNCTION_INVALID_NAME" });
  });

  it("does not call a function whose signal has aborted", async () => {
    let called = false;
    const aborted = AbortSignal.abort(new Error("stopped"));
    const loaded = loadedOf(() => (called = true), "f");
    await expect(execute(loaded, { reserved: { signal: aborted } })).rejects.toThrow("stopped");
    expect(called).toBe(false);
  });
});
