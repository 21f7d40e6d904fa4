/** Files that pyarrow and pandas wrote, by fixtures/write-fixtures.py. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readParquet, writeParquet } from "../../src/data/parquet.ts";

const folder = new URL("fixtures/", import.meta.url);
const read = async (name: string) => readParquet(await readFile(new URL(`${name}.parquet`, folder)));
const codecs = readdirSync(folder).flatMap((name) => /^(codec-.*|pages-.*)\.parquet$/.exec(name)?.[1] ?? []);

describe("Parquet of pyarrow", () => {
  test("[DATA-2][DATA-3] every type is read without loss", async () => {
    const { columns } = await read("types");
    const found = Object.fromEntries(columns.map(({ name, type, values }) => [name, [type, ...values]]));
    expect(found).toEqual({
      boolean: ["boolean", true, null],
      int8: ["int32", -128, null],
      uint16: ["int32", 65_535, null],
      uint32: ["uint32", 2 ** 32 - 1, null],
      int64: ["int64", 2n ** 53n + 1n, null],
      uint64: ["uint64", 2n ** 64n - 1n, null],
      half: ["float", 0.5, null],
      float: ["float", 0.5, null],
      double: ["double", Number.NaN, -0],
      decimal: ["decimal", "-12345678901234567890.25", null],
      "small decimal": ["decimal", "-1.5", null],
      string: ["string", "Füße 🦶", null],
      "large string": ["string", "x", null],
      dictionary: ["string", "a", null],
      binary: ["bytes", new Uint8Array([0, 255]), null],
      "fixed binary": ["bytes", new Uint8Array([0, 255]), null],
      date: ["date", new Date("1969-12-31"), null],
      "time ms": ["time", "23:59:59.001", null],
      "time us": ["time", "23:59:59.000001", null],
      "timestamp ms": ["timestamp_ms", new Date("2024-02-29T01:02:03.004Z"), null],
      "timestamp us": ["timestamp_us", 1_709_168_523_000_004n, null],
      "timestamp ns": ["timestamp_ns", 1_709_168_523_000_000_004n, null],
      list: ["list", [1, null, 3], null],
      struct: ["struct", { x: 1.5, y: "a" }, null],
      "list of structs": ["list", [{ x: 1n }], []],
      map: ["struct", { k: 1 }, null],
      nothing: ["string", null, null],
      "Größe.in/m²": ["string", "a", "b"],
    });
  });

  test("[DATA-2] an empty table has the columns of a full one", async () => {
    const [empty, full] = [await read("empty"), await read("types")];
    expect(empty.rows).toBe(0);
    expect(empty.columns.map(({ name, type }) => [name, type])).toEqual(
      full.columns.map(({ name, type }) => [name, type]),
    );
  });

  test("[DATA-2][DATA-3] INT96 keeps its nanoseconds", async () => {
    const [when] = (await read("int96")).columns;
    expect(when).toMatchObject({ type: "timestamp_ns", values: [1_709_168_523_000_004_000n, null] });
  });

  test("[DATA-2] pandas' categories are text, its times microseconds or nanoseconds", async () => {
    const { columns } = await read("pandas");
    const [when, kind] = columns;
    expect(kind).toMatchObject({ name: "kind", type: "string", values: ["b"] });
    const perMicro = when?.type === "timestamp_ns" ? 1000n : 1n;
    expect(when?.values).toEqual([1_709_168_523_000_004n * perMicro]);
  });

  test("[DATA-4] nullability is kept, also when the table is written again", async () => {
    const table = await read("required");
    for (const { columns } of [table, await readParquet(await writeParquet(table))]) {
      expect(columns.map(({ name, nullable }) => [name, nullable])).toEqual([
        ["id", false],
        ["text", true],
      ]);
    }
  });

  test.each(codecs)("[DATA-2] %s", async (name) => {
    const { rows, columns } = await read(name);
    expect(rows).toBe(1000);
    expect(columns[0]?.values).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect(new Set(columns[1]?.values)).toEqual(new Set(["lorem ipsum dolor"]));
  });

  test("[DATA-2] there is a file for every codec", () => {
    expect(codecs).toHaveLength(7);
  });
});
