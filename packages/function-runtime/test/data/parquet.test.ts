import { expectCode } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TableColumn } from "../../src/data/columns.ts";
import { readParquet, writeParquet } from "../../src/data/parquet.ts";
import { toColumns } from "../../src/data/table.ts";

const columns: readonly TableColumn[] = [
  { name: "boolean", type: "boolean", values: [true, false, null] },
  { name: "int32", type: "int32", values: [-(2 ** 31), 2 ** 31 - 1, null] },
  { name: "uint32", type: "uint32", values: [0, 2 ** 32 - 1, null] },
  { name: "int64", type: "int64", values: [2n ** 53n + 1n, -1n, null] },
  { name: "int64 ends", type: "int64", values: [-(2n ** 63n), 2n ** 63n - 1n, 0n] },
  { name: "uint64", type: "uint64", values: [0n, 2n ** 64n - 1n, null] },
  { name: "float", type: "float", values: [0.5, -Infinity, null] },
  { name: "double", type: "double", values: [Number.NaN, -0, null] },
  { name: "double ends", type: "double", values: [Infinity, -Infinity, 5e-324] },
  { name: "decimal", type: "decimal", values: ["-12.30", `${"9".repeat(26)}.99`, null], scale: 2, precision: 28 },
  { name: "string", type: "string", values: ["", "Füße 🦶", null] },
  { name: "bytes", type: "bytes", values: [new Uint8Array([0, 255, 128]), new Uint8Array(), null] },
  { name: "date", type: "date", values: [new Date("1969-12-31"), new Date("2024-02-29"), null] },
  { name: "time", type: "time", values: ["00:00:00", "23:59:59.000001", null] },
  { name: "timestamp_ms", type: "timestamp_ms", values: [new Date("1900-01-01T00:00:00.001Z"), new Date(1), null] },
  { name: "timestamp_us", type: "timestamp_us", values: [1_700_000_000_123_456n, -1n, null] },
  { name: "timestamp_ns", type: "timestamp_ns", values: [1_700_000_000_123_456_789n, -1n, null] },
  { name: "json", type: "json", values: [{ a: [1, null] }, "text", null] },
  { name: "list", type: "list", values: [[1.5, null], [], null] },
  { name: "list of texts", type: "list", values: [["a", "ü"], [null], []] },
  { name: "Größe.in/m²", type: "string", values: ["a", "b", "c"], nullable: false },
  { name: "__proto__", type: "string", values: ["a", "b", "c"] },
  { name: "nothing", type: "string", values: [null, null, null] },
];

const roundTrip = async (table: { columns: readonly TableColumn[] }) =>
  readParquet(await writeParquet(toColumns(table)));

describe("Parquet", () => {
  test.each(columns.map((column) => [column.name, column] as const))(
    "[DATA-1][DATA-3] %s is read as it was written",
    async (_, column) => {
      const read = await roundTrip({ columns: [column] });
      expect(read).toEqual({ rows: 3, columns: [{ nullable: true, ...column }] });
    },
  );

  test("[DATA-1] all types stand in one table, packed or not", async () => {
    for (const codec of ["SNAPPY", "UNCOMPRESSED"] as const) {
      const read = await readParquet(await writeParquet(toColumns({ columns }), { codec }));
      expect(read.columns.map(({ name, type }) => [name, type])).toEqual(columns.map(({ name, type }) => [name, type]));
      expect(read.columns.map(({ values }) => values)).toEqual(columns.map(({ values }) => values));
    }
  });

  test("[DATA-1] a table without rows keeps its columns, one without columns is empty", async () => {
    const empty = { columns: columns.map((column) => ({ ...column, values: [] })) };
    const read = await roundTrip(empty);
    expect(read.rows).toBe(0);
    expect(read.columns.map(({ name, type }) => [name, type])).toEqual(columns.map(({ name, type }) => [name, type]));
    expect(await roundTrip({ columns: [] })).toEqual({ rows: 0, columns: [] });
  });

  test("[DATA-1] a table of several row groups keeps the order of its rows", async () => {
    const numbers = Array.from({ length: 250_001 }, (_, index) => index);
    const read = await roundTrip({ columns: [{ name: "n", type: "int32", values: numbers }] });
    expect(read.columns[0]?.values).toEqual(numbers);
  });

  test("[DATA-1] any values are read as they were written", async () => {
    const table = fc.array(
      fc.record({
        double: fc.option(fc.double()),
        int64: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
        string: fc.option(fc.string({ unit: "grapheme" })),
        boolean: fc.option(fc.boolean()),
        bytes: fc.option(fc.uint8Array()),
        when: fc.option(fc.date({ noInvalidDate: true, min: new Date(-8e15), max: new Date(8e15) })),
        list: fc.option(fc.array(fc.option(fc.string({ unit: "grapheme" })))),
      }),
      { minLength: 1 },
    );
    const types = {
      double: "double",
      int64: "int64",
      string: "string",
      boolean: "boolean",
      bytes: "bytes",
      when: "timestamp_ms",
      list: "list",
    } as const;
    const names = Object.keys(types) as (keyof typeof types)[];
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const given = names.map((name) => ({ name, type: types[name], values: rows.map((row) => row[name]) }));
        const read = await roundTrip({ columns: given });
        expect(read.columns.map(({ values }) => values)).toEqual(given.map(({ values }) => values));
      }),
      { numRuns: 100 },
    );
  });

  test("[DATA-4] a column that is not nullable and has a null is refused with its name and row", async () => {
    const table = toColumns({ columns: [{ name: "id", type: "int32", values: [1, null], nullable: false }] });
    const error = await expectCode(writeParquet(table), "FUNCTION_INVALID_TABLE");
    expect(error.message).toContain("column 'id' is not nullable, but row 1 is null");
  });

  test.each([
    ["int32", 2 ** 31],
    ["int32", 1.5],
    ["uint32", -1],
    ["int64", 2n ** 63n],
    ["int64", 1],
    ["uint64", -1n],
    ["double", "1"],
    ["boolean", 0],
    ["string", 1],
    ["bytes", "x"],
    ["date", new Date(Number.NaN)],
    ["timestamp_us", "2024-01-01"],
    ["decimal", "1.234"],
    ["decimal", "1e5"],
    ["decimal", 1.5],
    ["time", "24:00:00"],
    ["list", "x"],
  ] as const)("[DATA-6] a %s cannot be %s", async (type, value) => {
    const table = toColumns({ columns: [{ name: "c", type, values: [value], scale: 2 }] });
    const error = await expectCode(writeParquet(table), "FUNCTION_INVALID_TABLE");
    expect(error.message).toContain("column 'c'");
  });
});
