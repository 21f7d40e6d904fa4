import { array, arrowType, DoraValue } from "@millrace/dataflow-runtime";

/** One value of every Arrow type that both sides build, with its type as pyarrow writes it. */
export const values = (): readonly (readonly [type: string, value: DoraValue])[] => [
  ["uint8", DoraValue.from(Uint8Array.of(0, 255))],
  ["int8", DoraValue.from(Int8Array.of(-128, 127))],
  ["int16", DoraValue.from(Int16Array.of(-32_768, 32_767))],
  ["uint16", DoraValue.from(Uint16Array.of(0, 65_535))],
  ["int32", DoraValue.from(Int32Array.of(-(2 ** 31), 2 ** 31 - 1))],
  ["uint32", DoraValue.from(Uint32Array.of(0, 2 ** 32 - 1))],
  ["int64", DoraValue.from(BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n))],
  ["uint64", DoraValue.from(BigUint64Array.of(0n, 2n ** 64n - 1n))],
  ["halffloat", array("Float16", [0.5, null, -2])],
  ["float", DoraValue.from(Float32Array.of(1.5, -2.5))],
  ["double", DoraValue.from([0.1, -0.5, null])],
  ["bool", DoraValue.from([true, null, false])],
  ["string", DoraValue.from(["", "straße", null, "猫"])],
  ["string", DoraValue.from("one text")],
  ["large_string", array("LargeUtf8", ["large"])],
  ["binary", array("Binary", [Uint8Array.of(0, 255), null])],
  ["date32[day]", array("Date32", [19_782, null])],
  ["list<item: int32>", array(arrowType.list("Int32"), [[1, 2], [], null])],
  ["fixed_size_list<item: float>[2]", array(arrowType.fixedSizeList("Float32", 2), [[1, 2], null])],
  ["struct<x: int32, y: string>", array(arrowType.struct({ x: "Int32", y: "Utf8" }), [{ x: 1, y: "a" }, null])],
];
