import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { array, arrowType, DoraValue, type DataInput } from "../../src/index.ts";
import { expectCode } from "./support/expect-code.ts";

describe("what a sender may give", () => {
  const text = new TextEncoder();
  test.each<[string, DataInput, string, readonly unknown[]]>([
    ["bytes", Uint8Array.of(1, 2), "UInt8", [1, 2]],
    ["a Buffer", Buffer.from([1, 2]), "UInt8", [1, 2]],
    ["an ArrayBuffer", Uint8Array.of(1, 2).buffer, "UInt8", [1, 2]],
    ["a SharedArrayBuffer", new SharedArrayBuffer(2), "UInt8", [0, 0]],
    ["a DataView", new DataView(Uint8Array.of(7, 8, 9).buffer, 1), "UInt8", [8, 9]],
    ["clamped bytes", Uint8ClampedArray.of(1, 2), "UInt8", [1, 2]],
    ["Int8Array", Int8Array.of(-1), "Int8", [-1]],
    ["Int16Array", Int16Array.of(-1), "Int16", [-1]],
    ["Int32Array", Int32Array.of(-1), "Int32", [-1]],
    ["BigInt64Array", BigInt64Array.of(-1n), "Int64", [-1n]],
    ["Uint16Array", Uint16Array.of(1), "UInt16", [1]],
    ["Uint32Array", Uint32Array.of(1), "UInt32", [1]],
    ["BigUint64Array", BigUint64Array.of(1n), "UInt64", [1n]],
    ["Float32Array", Float32Array.of(0.5), "Float32", [0.5]],
    ["Float64Array", Float64Array.of(0.5), "Float64", [0.5]],
    ["a part of a typed array", Float64Array.of(1, 2, 3).subarray(1), "Float64", [2, 3]],
    ["a text", "hi", "Utf8", ["hi"]],
    ["texts", ["a", null, "b"], "Utf8", ["a", null, "b"]],
    ["booleans", [true, false], "Boolean", [true, false]],
    ["bigints", [1n, 2n], "Int64", [1n, 2n]],
    ["whole numbers", [1, 2], "Float64", [1, 2]],
    ["numbers", [1, 2.5], "Float64", [1, 2.5]],
    ["bytes in an array", [text.encode("a"), null], "Binary", [text.encode("a"), null]],
    ["arrays", [[1], []], "List", [[1], []]],
    ["typed arrays in an array", [Float32Array.of(0.5)], "List", [[0.5]]],
    [
      "objects",
      [{ a: 1 }, { b: "x" }],
      "Struct",
      [
        { a: 1, b: null },
        { a: null, b: "x" },
      ],
    ],
    ["dates", [new Date(5)], "Timestamp", [5n]],
    ["nulls", [null, undefined], "Null", [null, null]],
    ["nothing", [], "Null", []],
    // oxlint-disable-next-line no-sparse-arrays -- that is the case
    ["an array with a hole", ["a", , "b"], "Utf8", ["a", null, "b"]],
    ["another value", DoraValue.from("hi"), "Utf8", ["hi"]],
  ])("[DATA-12] %s", (_, input, type, slots) => {
    const value = DoraValue.from(input);

    expect(value.type.name).toBe(type);
    expect([...value]).toEqual(slots);
    expect([...DoraValue.fromIpc(value.ipc())]).toEqual(slots);
  });

  test("[DATA-12] arrays of many elements", () => {
    const lists = Array.from({ length: 200_000 }, (_, index) => [`${index}`]);

    expect(DoraValue.from(lists).get(199_999)).toEqual(["199999"]);
  });

  test("[DATA-12] a typed array of another realm", () => {
    const foreign = runInNewContext("new Float32Array([0.5])") as Float32Array;

    expect(DoraValue.from(foreign).type).toEqual({ name: "Float32" });
  });

  test("[DATA-13] typed arrays are not copied, and come out as the same memory", () => {
    const data = Float32Array.of(1, 2, 3);
    const value = DoraValue.from(data);

    expect(value.toArray()).toEqual(data);
    expect(value.toArray().buffer).toBe(data.buffer);
    expect(value.bytes.buffer).toBe(data.buffer);
    expect(value.array.buffers[0]?.buffer).toBe(data.buffer);
  });

  test.each<[string, unknown, RegExp]>([
    ["a number", 5, /\] 5 is not data/],
    ["null", null, /\] null is not data/],
    ["an object", { a: 1 }, /\] Object is not data/],
    ["a mixed array", [1, "a"], /an array of Float64 and Utf8/],
    ["a map", [new Map()], /maps needs a type/],
    ["a function in an array", [() => 1], /an array of function/],
  ])("[DATA-14] %s is refused", (_, input, message) => {
    expectCode(() => DoraValue.from(input as DataInput), "DATAFLOW_INVALID_DATA", message);
  });
});

describe("arrays of a type", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["a fraction in integers", () => array("Int32", [1, 2.5]), /slot 1: 2.5 does not fit Int32/],
    ["beyond 8 bits", () => array("UInt8", [0, 256]), /slot 1: 256 does not fit UInt8/],
    ["a negative unsigned", () => array("UInt64", [-1n]), /slot 0: -1n does not fit UInt64/],
    ["a text in numbers", () => array("Float64", ["1"]), /slot 0: "1" does not fit Float64/],
    ["a number in texts", () => array("Utf8", [1]), /slot 0: 1 does not fit Utf8/],
    ["a truth in texts", () => array("Boolean", [1]), /slot 0: 1 does not fit Boolean/],
    ["something in nulls", () => array("Null", [1]), /slot 0: 1 does not fit Null/],
    ["a list of another size", () => array(arrowType.fixedSizeList("Int8", 2), [[1]]), /an array of 1 does not fit/],
    [
      "an unknown field",
      () => array(arrowType.struct({ a: "Int8" }), [{ b: 1 }]),
      /Object does not fit Struct<a: Int8>/,
    ],
    ["too many digits", () => array(arrowType.decimal(3, 1), ["100.0"]), /"100.0" does not fit Decimal128\(3, 1\)/],
    ["a decimal that would be cut", () => array(arrowType.decimal(9, 1), ["0.25"]), /does not fit Decimal128/],
    ["bytes of another width", () => array(arrowType.fixedSizeBinary(2), [Uint8Array.of(1)]), /does not fit/],
    ["an invalid date", () => array(arrowType.timestamp("ms"), [new Date(NaN)]), /does not fit Timestamp\(ms\)/],
  ])("[DATA-15] %s is refused by its slot", (_, make, message) => {
    expectCode(make, "DATAFLOW_INVALID_DATA", message);
  });

  test("[DATA-16] a typed array may be given the types that it stores, and no others", () => {
    const times = array(arrowType.timestamp("ns", "UTC"), BigInt64Array.of(1n));

    expect(times.get(0)).toBe(1n);
    expect(array("Float16", Uint16Array.of(0x3c00)).get(0)).toBe(1);
    expectCode(() => array("Float64", Float32Array.of(1)), "DATAFLOW_TYPE_MISMATCH", /Float32, not Float64/);
  });

  test("[DATA-16] a typed array is the data of lists of one size", () => {
    const boxes = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const value = array(arrowType.fixedSizeList("Float32", 4), boxes);

    expect([...value]).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(value.array.children[0]?.buffers[0]?.buffer).toBe(boxes.buffer);
    expectCode(
      () => array(arrowType.fixedSizeList("Float32", 3), boxes),
      "DATAFLOW_INVALID_DATA",
      /8 elements do not fill whole lists/,
    );
  });

  test("[DATA-17] types with other field names or parameters are other types", () => {
    const value: DoraValue = array(arrowType.struct({ "x: Int8, y": "Int8", z: "Int8" }), []);

    expectCode(
      () => value.as(arrowType.struct({ x: "Int8", "y: Int8, z": "Int8" })),
      "DATAFLOW_TYPE_MISMATCH",
      /the value is Struct/,
    );
    expectCode(
      () => DoraValue.from(array(arrowType.timestamp("ns"), []), arrowType.timestamp("us")),
      "DATAFLOW_TYPE_MISMATCH",
      /Timestamp\(ns\), not Timestamp\(us\)/,
    );
    expect(() =>
      array(arrowType.list("Int8"), []).as({ name: "List", child: arrowType.field("element", "Int8") }),
    ).not.toThrow();
  });

  test("[DATA-17] a value shows its type to who asks for it by name", () => {
    const value: DoraValue = DoraValue.from([[1, 2]]);

    expect(value.as(arrowType.list("Float64")).get(0)).toEqual([1, 2]);
    expectCode(() => value.as("UInt8"), "DATAFLOW_TYPE_MISMATCH", /List<Float64>, not UInt8/);
    expectCode(() => value.as(arrowType.list("Int8")), "DATAFLOW_TYPE_MISMATCH", /not List<Int8>/);
    expectCode(() => DoraValue.from(value, "UInt8"), "DATAFLOW_TYPE_MISMATCH", /not UInt8/);
  });
});

describe("reading", () => {
  test("[DATA-18] outside of the array there is nothing", () => {
    const value = DoraValue.from(["a"]);

    expect([value.get(-1), value.get(1), value.get(0.5), value.get(NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("[DATA-19] a typed array cannot show nulls", () => {
    const value = array("Int32", [1, null]);

    expectCode(() => value.toArray(), "DATAFLOW_VALUE_HAS_NULLS", /1 nulls among its 2 slots/);
    expect([...value]).toEqual([1, null]);
    expect(array("Utf8", ["a", null]).toArray()).toEqual(["a", null]);
  });

  test("[DATA-20] halves are widened", () => {
    expect(array("Float16", [0.5, 1]).toArray()).toEqual(Float32Array.of(0.5, 1));
  });

  test("[DATA-21] the bytes are those of the slots", () => {
    expect(array("Int16", [1, 2]).bytes).toEqual(Uint8Array.of(1, 0, 2, 0));
    expect(array("Boolean", [true, false, true]).bytes).toEqual(Uint8Array.of(0b101));
    expect(array("Utf8", ["ab", "c"]).bytes).toEqual(Uint8Array.from(Buffer.from("abc")));
    expect(array("LargeBinary", [Uint8Array.of(9)]).bytes).toEqual(Uint8Array.of(9));
    const padded = { ...array("Int16", [1]).array, buffers: [Uint8Array.of(1, 0, 9, 9)] };
    expect(DoraValue.fromArray(padded).bytes).toEqual(Uint8Array.of(1, 0));
    expectCode(() => DoraValue.from([[1]]).bytes, "DATAFLOW_VALUE_WITHOUT_BYTES", /List<Float64>/);
  });

  test("[DATA-21] byteLength is that of the memory that holds the data", () => {
    const stream = DoraValue.from([[1, 2]]).ipc();

    expect(DoraValue.from(Float32Array.of(1, 2)).byteLength).toBe(8);
    expect(DoraValue.fromIpc(stream).byteLength).toBe(stream.length);
    // Two offsets, two numbers, and a bitmap of the list's slots.
    expect(array(arrowType.list("Float64"), [[1, 2], null]).byteLength).toBe(12 + 16 + 1);
  });

  test("[DATA-22] JSON has numbers, texts and lists alone", () => {
    const rows = [
      { id: 1n, at: Uint8Array.of(1, 2) },
      { id: 2n ** 60n, at: null },
    ];

    expect(JSON.stringify(DoraValue.from(rows))).toBe(`[{"id":1,"at":[1,2]},{"id":"${2n ** 60n}","at":null}]`);
    expect(array(arrowType.map("Utf8", "Int8"), [new Map([["a", 1]])]).toJSON()).toEqual([[["a", 1]]]);
  });

  test("[DATA-23] a field may have any name", () => {
    const [row] = DoraValue.from([JSON.parse('{"__proto__": 1, "constructor": 2}') as { constructor: number }]);

    expect(Object.entries(row ?? {})).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });

  test("[DATA-24] a value says in a log what it is", () => {
    expect(String(DoraValue.from(Float32Array.of(1, 2)))).toBe("DoraValue<Float32>(2)");
  });

  test("[DATA-24] an invalid stream is found at the first access", () => {
    const value = DoraValue.fromIpc(Uint8Array.of(1, 2, 3));

    expectCode(() => value.length, "DATAFLOW_INVALID_ARROW", /ends inside of a message/);
  });
});
