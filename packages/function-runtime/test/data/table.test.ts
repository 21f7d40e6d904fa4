import { expectCode } from "@millrace/protocol/testing";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as arrow from "apache-arrow";
import { describe, expect, test } from "vitest";
import { columnTypes } from "../../src/data/columns.ts";
import { describeTable } from "../../src/data/describe.ts";
import { readParquet, writeParquet } from "../../src/data/parquet.ts";
import { isTable, toColumns, toRecords } from "../../src/data/table.ts";
import { flechette } from "./support/flechette.ts";

const arquero = { columnNames: () => ["a"], array: () => [1, 2] };
const polars = { columns: ["a"], getColumn: () => ({ toArray: () => [1, 2] }) };
const duck = { columnNames: () => ["a"], getColumnsJS: () => [[1, 2]] };

describe("what a table is", () => {
  test.each([
    ["an Arrow table", arrow.tableFromArrays({ a: [1, 2] })],
    ["Arquero", arquero],
    ["Polars", polars],
    ["DuckDB", duck],
    ["columns by name", { columns: { a: [1, 2] } }],
    ["a list of columns", { columns: [{ name: "a", values: [1, 2] }] }],
    ["typed arrays", { columns: { a: new Int32Array([1, 2]) } }],
  ])("[DATA-5] %s is one", (_, value) => {
    expect(isTable(value)).toBe(true);
    const { columns, rows } = toColumns(value);
    expect(rows).toBe(2);
    expect(columns.map(({ name, values }) => [name, ...values])).toEqual([["a", 1, 2]]);
  });

  test("[DATA-5] an array of flat records is one only when it is declared", () => {
    const records = [{ a: 1 }, { a: 2, b: "x" }];
    expect(isTable(records)).toBe(false);
    expect(isTable(records, true)).toBe(true);
    expect(toRecords(toColumns(records))).toEqual([
      { a: 1, b: null },
      { a: 2, b: "x" },
    ]);
  });

  test.each([
    [null],
    [undefined],
    ["text"],
    [1],
    [[1, 2]],
    [[new Date()]],
    [{ a: 1 }],
    [{ columns: 3 }],
    [{ columns: { a: 1 } }],
    [{ columns: { a: [1] }, title: "a chart" }],
    [new Map()],
    [{ schema: { fields: [] } }],
    [() => 1],
  ])("[DATA-5] %o is none, declared or not", async (value) => {
    expect(isTable(value)).toBe(false);
    expect(isTable(value, true)).toBe(false);
    await expectCode(() => toColumns(value), "FUNCTION_INVALID_TABLE");
  });

  test("[DATA-5] the types of an Arrow table are kept, down to Parquet", async () => {
    const table = new arrow.Table({
      int64: arrow.vectorFromArray([2n ** 53n + 1n, null], new arrow.Int64()),
      uint64: arrow.vectorFromArray([2n ** 64n - 1n, null], new arrow.Uint64()),
      int8: arrow.vectorFromArray([-1, null], new arrow.Int8()),
      float: arrow.vectorFromArray([0.5, null], new arrow.Float32()),
      text: arrow.vectorFromArray(["ü", null], new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())),
      bytes: arrow.vectorFromArray([new Uint8Array([0, 255]), null], new arrow.Binary()),
      date: arrow.vectorFromArray([new Date("2024-02-29"), null], new arrow.DateDay()),
      ms: arrow.vectorFromArray([new Date(1_709_168_523_004), null], new arrow.TimestampMillisecond()),
      flag: arrow.vectorFromArray([true, null], new arrow.Bool()),
      list: arrow.vectorFromArray([[1.5], null], new arrow.List(new arrow.Field("item", new arrow.Float64()))),
      nan: arrow.vectorFromArray([[Number.NaN], null], new arrow.List(new arrow.Field("item", new arrow.Float32()))),
      struct: arrow.vectorFromArray(
        [{ x: 1, y: "a" }, null],
        new arrow.Struct([new arrow.Field("x", new arrow.Int32()), new arrow.Field("y", new arrow.Utf8())]),
      ),
    });
    const read = await readParquet(await writeParquet(toColumns(table)));
    expect(read.columns.map(({ name, type, values }) => [name, type, ...values])).toEqual([
      ["int64", "int64", 2n ** 53n + 1n, null],
      ["uint64", "uint64", 2n ** 64n - 1n, null],
      ["int8", "int32", -1, null],
      ["float", "float", 0.5, null],
      ["text", "string", "ü", null],
      ["bytes", "bytes", new Uint8Array([0, 255]), null],
      ["date", "date", new Date("2024-02-29"), null],
      ["ms", "timestamp_ms", new Date(1_709_168_523_004), null],
      ["flag", "boolean", true, null],
      ["list", "list", [1.5], null],
      ["nan", "list", [Number.NaN], null],
      ["struct", "json", { x: 1, y: "a" }, null],
    ]);
  });

  test("[DATA-5] the values of Arrow's libraries are told apart by their types", () => {
    const column = (type: object, values: readonly unknown[]) => ({
      schema: { fields: [{ name: "a", type }] },
      numRows: values.length,
      getChildAt: () => ({ length: values.length, at: (index: number) => values[index] }),
    });
    const read = (type: object, ...values: unknown[]) => toColumns(column(type, values)).columns[0];
    expect(read({ typeId: 10, unit: 2 }, 1.001, null)).toMatchObject({ type: "timestamp_us", values: [1001n, null] });
    expect(read({ typeId: 7, scale: 2, precision: 10 }, 1.5)).toMatchObject({ type: "decimal", values: ["1.50"] });
    expect(read({ typeId: 7, scale: 2 }, -1n)).toMatchObject({ values: ["-0.01"] });
    expect(
      read({ typeId: 7, scale: 1 }, new Uint32Array([2 ** 32 - 5, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1])),
    ).toMatchObject({
      values: ["-0.5"],
    });
    expect(read({ typeId: 2, bitWidth: 64, signed: true }, 5)).toMatchObject({ type: "int64", values: [5n] });
    expect(read({ typeId: 2, bitWidth: 32, signed: false }, 5)).toMatchObject({ type: "uint32" });
  });
});

test("[DATA-5] a table of flechette keeps its types, lists and structs", () => {
  const { columns } = toColumns(
    flechette.tableFromArrays(
      {
        when: [1, null],
        price: [1.5, -2.25],
        day: [new Date("2024-02-29"), null],
        id: [5n, null],
        list: [[1, 2], [3]],
      },
      {
        types: {
          when: flechette.timestamp(2),
          price: flechette.decimal(10, 2),
          day: flechette.dateDay(),
          id: flechette.int64(),
          list: flechette.list(flechette.float64()),
        },
      },
    ),
  );
  expect(columns.map(({ name, type, values }) => [name, type, ...values])).toEqual([
    ["when", "timestamp_us", 1000n, null],
    ["price", "decimal", "1.50", "-2.25"],
    ["day", "date", new Date("2024-02-29"), null],
    ["id", "int64", 5n, null],
    ["list", "list", [1, 2], [3]],
  ]);
});

describe("the type of plain values", () => {
  test.each([
    ["int32", [1, -2, null]],
    ["double", [1, 2 ** 31]],
    ["double", [0.5]],
    ["double", [-0]],
    ["double", [Number.NaN]],
    ["int64", [1n, 2]],
    ["uint64", [2n ** 63n]],
    ["decimal", [2n ** 64n]],
    ["boolean", [true]],
    ["string", ["a"]],
    ["string", [null, undefined]],
    ["string", []],
    ["bytes", [new Uint8Array(1)]],
    ["timestamp_ms", [new Date(0)]],
    ["list", [[1], [2.5]]],
    ["list", [["a"], null]],
    ["list", [new Float32Array([0.5])]],
    ["json", [[1, "a"]]],
    ["json", [{ a: 1 }]],
    ["json", [1, "a"]],
    ["json", [[]]],
  ])("[DATA-6] %s: %o", (type, values) => {
    expect(toColumns({ columns: { a: values } }).columns[0]?.type).toBe(type);
  });

  test.each([
    ["bigint and string", [1n, "a"]],
    ["a date that is none", [new Date(Number.NaN)]],
    ["a function", [() => 1]],
    ["39 digits", [10n ** 38n]],
    ["bytes and texts", [new Uint8Array(1), "a"]],
  ])("[DATA-6] %s is refused with the column's name", async (_, values) => {
    const error = await expectCode(() => toColumns({ columns: { speed: values } }), "FUNCTION_INVALID_TABLE");
    expect(error.message).toContain("'speed'");
  });

  test.each([
    ["columns of two lengths", { columns: { a: [1], b: [] } }],
    [
      "two columns of one name",
      {
        columns: [
          { name: "a", values: [] },
          { name: "a", values: [] },
        ],
      },
    ],
    ["an unknown type", { columns: [{ name: "a", type: "int128", values: [] }] }],
    ["values that are none", { columns: [{ name: "a", values: 1 }] }],
  ])("[DATA-6] %s is refused", async (_, value) => {
    await expectCode(() => toColumns(value), "FUNCTION_INVALID_TABLE");
  });
});

describe("schema and preview", () => {
  test("[DATA-13] every type has its Frictionless one", () => {
    const columns = columnTypes.filter((type) => type !== "json").map((type) => ({ name: type, type, values: [] }));
    const { schema } = describeTable(toColumns({ columns }));
    expect(Object.fromEntries(schema.fields.map(({ name, type }) => [name, type]))).toEqual({
      boolean: "boolean",
      int32: "integer",
      uint32: "integer",
      int64: "integer",
      uint64: "integer",
      float: "number",
      double: "number",
      decimal: "number",
      string: "string",
      bytes: "any",
      date: "date",
      time: "time",
      timestamp_ms: "datetime",
      timestamp_us: "datetime",
      timestamp_ns: "datetime",
      list: "array",
      struct: "object",
    });
  });

  test.each([
    ["object", [{ a: 1 }, null]],
    ["array", [[1, "a"]]],
    ["any", [{ a: 1 }, [1]]],
    ["any", [null]],
  ])("[DATA-13] JSON is %s: %o", (type, values) => {
    const { schema } = describeTable(toColumns({ columns: [{ name: "a", type: "json", values }] }));
    expect(schema).toEqual({ fields: [{ name: "a", type }] });
  });

  test("[DATA-14] the first ten values of each column, as JSON has them", () => {
    const numbers = Array.from({ length: 12 }, (_, index) => index);
    const big = [2n ** 53n, 1n, null];
    expect(describeTable(toColumns({ columns: { n: numbers } })).preview).toEqual({
      cols: [{ name: "n", value: numbers.slice(0, 10) }],
      rows: 12,
    });
    const mixed = {
      big,
      x: [Number.NaN, -Infinity, 0.5],
      d: [new Date(0), null, null],
      b: [new Uint8Array([1]), null, null],
    };
    const { preview } = describeTable(toColumns({ columns: mixed }));
    expect(JSON.parse(JSON.stringify(preview))).toEqual({
      cols: [
        { name: "big", value: ["9007199254740992", 1, null] },
        { name: "x", value: [null, null, 0.5] },
        { name: "d", value: ["1970-01-01T00:00:00.000Z", null, null] },
        { name: "b", value: ["AQ==", null, null] },
      ],
      rows: 3,
    });
  });

  test("[DATA-14] a preview of 63,999 characters stays, one of 64,000 is dropped", () => {
    const around = JSON.stringify({ cols: [{ name: "a", value: [""] }], rows: 1 }).length;
    const describeOf = (length: number) => describeTable(toColumns({ columns: { a: ["x".repeat(length - around)] } }));
    expect(describeOf(63_999).preview).toBeDefined();
    expect(describeOf(64_000)).toEqual({ schema: { fields: [{ name: "a", type: "string" }] } });
  });
});

test("[DATA-15] importing the readers and writers loads none of their packages", async () => {
  const program = `
    const loaded = [];
    const { registerHooks } = await import("node:module");
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    for (const name of ["table", "parquet", "csv", "describe"]) await import(new URL(name + ".ts", process.argv[1]));
    console.log(JSON.stringify(loaded.filter((url) => url.includes("/hyparquet"))));
    const { writeParquet } = await import(new URL("parquet.ts", process.argv[1]));
    await writeParquet({ columns: [], rows: 0 });
    console.log(loaded.some((url) => url.includes("/hyparquet")));`;
  const folder = new URL("../../src/data/", import.meta.url).href;
  const flags = ["--experimental-strip-types", "--no-warnings", "--conditions=@millrace/source", "--input-type=module"];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "-e", program, folder]);
  expect(stdout.trim().split("\n")).toEqual(["[]", "true"]);
});
