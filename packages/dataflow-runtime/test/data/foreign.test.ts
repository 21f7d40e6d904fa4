import * as arrow from "apache-arrow";
import { describe, expect, test } from "vitest";
import { array, arrowType, DoraValue } from "../../src/index.ts";
import { fromForeignType } from "../../src/arrow/foreign/foreign-type.ts";
import { flechette } from "./support/flechette.ts";
import { samples } from "./support/samples.ts";

const slots = (value: DoraValue): readonly unknown[] => [...value];

describe("apache-arrow", () => {
  test("[DATA-50] a vector over a typed array is not copied", () => {
    const data = Float64Array.of(1, 2, 3);

    expect(DoraValue.from(arrow.makeVector(data)).as("Float64").toArray().buffer).toBe(data.buffer);
  });

  test("[DATA-51] a chunk is taken like a vector", () => {
    const [data] = arrow.vectorFromArray([1, null, 3], new arrow.Int16()).data;
    if (data === undefined) throw new Error("no data");

    expect(slots(DoraValue.from(data))).toEqual([1, null, 3]);
  });

  test.each<[string, arrow.Vector, readonly unknown[]]>([
    ["numbers", arrow.vectorFromArray([1, null, 3, null, 5], new arrow.Int32()), [3, null, 5]],
    ["truths", arrow.vectorFromArray([true, true, false, true, null], new arrow.Bool()), [false, true, null]],
    ["texts", arrow.vectorFromArray(["a", "b", "c", null, "e"], new arrow.Utf8()), ["c", null, "e"]],
    [
      "lists",
      arrow.vectorFromArray(
        [[1], [2], [3, 4], null, []],
        new arrow.List(new arrow.Field("item", new arrow.Int8(), true)),
      ),
      [[3, 4], null, []],
    ],
    [
      "lists of one size",
      arrow.vectorFromArray(
        [
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
          [9, 10],
        ],
        new arrow.FixedSizeList(2, new arrow.Field("item", new arrow.Int8(), true)),
      ),
      [
        [5, 6],
        [7, 8],
        [9, 10],
      ],
    ],
    [
      "structs",
      arrow.vectorFromArray(
        [{ a: 1 }, { a: 2 }, { a: 3 }, null, { a: 5 }],
        new arrow.Struct([new arrow.Field("a", new arrow.Int8(), true)]),
      ),
      [{ a: 3 }, null, { a: 5 }],
    ],
    ["dictionaries", arrow.vectorFromArray(["a", "b", "c", null, "a"]), ["c", null, "a"]],
  ])("[DATA-52] a slice of %s has its own slots", (_, vector, expected) => {
    const value = DoraValue.from(vector.slice(2));

    expect(slots(value)).toEqual(expected);
    expect(slots(DoraValue.fromIpc(value.ipc()))).toEqual(expected);
  });

  test.each<[string, arrow.Vector, readonly unknown[]]>([
    ["numbers", arrow.makeVector(Int8Array.of(1, 2)).concat(arrow.makeVector(Int8Array.of(3))), [1, 2, 3]],
    [
      "numbers with nulls",
      arrow.vectorFromArray([1, null], new arrow.Int8()).concat(arrow.vectorFromArray([3], new arrow.Int8())),
      [1, null, 3],
    ],
    ["texts", arrow.vectorFromArray(["a"]).concat(arrow.vectorFromArray([null, "b"])), ["a", null, "b"]],
  ])("[DATA-53] chunks of %s are joined", (_, vector, expected) => {
    expect(vector.data.length).toBe(2);
    expect(slots(DoraValue.from(vector))).toEqual(expected);
  });

  test("[DATA-54] a table is an array of structs", () => {
    const table = new arrow.Table({
      x: arrow.makeVector(Int8Array.of(1, 2)),
      name: arrow.vectorFromArray(["a", null]),
    });
    const rows = [
      { x: 1, name: "a" },
      { x: 2, name: null },
    ];

    expect(slots(DoraValue.from(table))).toEqual(rows);
    expect(slots(DoraValue.from(table.batches[0] ?? table))).toEqual(rows);
  });

  test("[DATA-55] toArrow gives a vector over the same memory, or with the same slots", async () => {
    const data = Float32Array.of(1, 2);
    const vector = await DoraValue.from(data).toArrow<arrow.Vector<arrow.Float32>>();
    const texts = await array("Utf8", ["a", null]).toArrow<arrow.Vector<arrow.Utf8>>();

    expect(vector.toArray().buffer).toBe(data.buffer);
    expect(vector.type.toString()).toBe("Float32");
    expect([...texts]).toEqual(["a", null]);
  });
});

describe("flechette", () => {
  test("[DATA-50] a column over a typed array is not copied", () => {
    const data = Float64Array.of(1, 2, 3);

    expect(DoraValue.from(flechette.columnFromArray(data)).as("Float64").toArray().buffer).toBe(data.buffer);
  });

  test("[DATA-53] chunks are joined", () => {
    const column = flechette.columnFromValues(["a", null, "b"], flechette.utf8());
    const joined = new flechette.Column([...column.data, ...column.data]);

    expect(slots(DoraValue.from(joined))).toEqual(["a", null, "b", "a", null, "b"]);
  });

  test("[DATA-54] a table is an array of structs", () => {
    const table = flechette.tableFromArrays({ x: Int8Array.of(1, 2), ok: [true, null] });

    expect(slots(DoraValue.from(table))).toEqual([
      { x: 1, ok: true },
      { x: 2, ok: null },
    ]);
  });
});

describe.each(samples)("the type of $name", ({ value }) => {
  test("[DATA-56] is the same whichever library read it", () => {
    const theirs = flechette.tableFromIPC(value.ipc()).getChildAt(0).type;

    expect(fromForeignType(theirs)).toEqual(value.type);
  });
});

test("[DATA-56] a dictionary keeps its values in one place", () => {
  const value = array(arrowType.dictionary("Utf8", "UInt8"), ["a", "b", "a"]);

  expect([...DoraValue.from(flechette.tableFromIPC(value.ipc()).getChildAt(0))]).toEqual(["a", "b", "a"]);
  expect(value.array.dictionary?.length).toBe(2);
});
