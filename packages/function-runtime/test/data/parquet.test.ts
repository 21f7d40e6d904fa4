import { describe, expect, test } from "vitest";
import { readParquet, writeParquet } from "../../src/data/parquet.ts";
import { toColumns } from "../../src/data/table.ts";

const columns = [
  { name: "boolean", type: "boolean", values: [true, false, null] },
  { name: "int32", type: "int32", values: [-(2 ** 31), 2 ** 31 - 1, null] },
  { name: "uint32", type: "uint32", values: [0, 2 ** 32 - 1, null] },
  { name: "int64", type: "int64", values: [2n ** 53n + 1n, -1n, null] },
  { name: "int64 ends", type: "int64", values: [-(2n ** 63n), 2n ** 63n - 1n, 0n] },
  { name: "uint64", type: "uint64", values: [0n, 2n ** 64n - 1n, null] },
  { name: "float", type: "float", values: [0.5, -Infinity, null] },
  { name: "double", type: "double", values: [Number.NaN, -0, null] },
  { name: "double ends", type: "double", values: [Infinity, -Infinity, 5e-324] },
  {
    name: "decimal",
    type: "decimal",
    values: ["-12.30", "99999999999999999999999999.99", null],
    scale: 2,
    precision: 28,
  },
  { name: "string", type: "string", values: ["", "Füße 🦶", null] },
  { name: "bytes", type: "bytes", values: [new Uint8Array([0, 255, 128]), new Uint8Array(), null] },
  { name: "date", type: "date", values: [new Date("1969-12-31"), new Date("2024-02-29"), null] },
  { name: "time", type: "time", values: ["00:00:00", "23:59:59.000001", null] },
  { name: "timestamp_ms", type: "timestamp_ms", values: [new Date("1900-01-01T00:00:00.001Z"), new Date(1), null] },
  { name: "timestamp_us", type: "timestamp_us", values: [1_700_000_000_123_456n, -1n, null] },
  { name: "timestamp_ns", type: "timestamp_ns", values: [1_700_000_000_123_456_789n, -1n, null] },
  { name: "json", type: "json", values: [{ a: [1, null] }, "text", null] },
  { name: "list", type: "list", values: [[1.5, null], [], null] },
  { name: "Größe.in/m²", type: "string", values: ["a", "b", "c"], nullable: false },
] as const;

describe("Parquet", () => {
  test("[DATA-1] every type is read as it was written, nulls and ends of ranges included", async () => {
    const table = toColumns({ columns });
    const read = await readParquet(await writeParquet(table));
    expect(read.rows).toBe(3);
    for (const [index, column] of table.columns.entries()) {
      expect(read.columns[index], column.name).toEqual({ nullable: true, ...column });
    }
  });
});
