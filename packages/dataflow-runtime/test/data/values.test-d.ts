/** What the compiler knows about values and ports. `tsc` checks this file; nothing here runs. */
import type { Vector } from "apache-arrow";
import { expectTypeOf } from "vitest";
import {
  array,
  arrowType,
  DoraValue,
  port,
  type ArrowScalar,
  type NumericTypedArray,
  type ReceivedBy,
  type SentBy,
  type StandardSchema,
  type TypedValue,
} from "../../src/index.ts";

// [DATA-70] a typed array comes out as the type that went in
expectTypeOf(DoraValue.from(new Uint8Array()).toArray()).toEqualTypeOf<Uint8Array>();
expectTypeOf(DoraValue.from(Buffer.alloc(1)).toArray()).toEqualTypeOf<Uint8Array>();
expectTypeOf(DoraValue.from(new Int16Array()).toArray()).toEqualTypeOf<Int16Array>();
expectTypeOf(DoraValue.from(new BigInt64Array()).toArray()).toEqualTypeOf<BigInt64Array>();
expectTypeOf(DoraValue.from(new Float64Array()).toArray()).toEqualTypeOf<Float64Array>();
expectTypeOf(DoraValue.from("a").toArray()).toEqualTypeOf<readonly (string | null)[]>();
expectTypeOf(DoraValue.from(["a"]).get(0)).toEqualTypeOf<string | null | undefined>();

// [DATA-70] each type has its typed array and its slots
expectTypeOf(array("Float32", [1]).toArray()).toEqualTypeOf<Float32Array>();
expectTypeOf(array("Float32", [1]).get(0)).toEqualTypeOf<number | null | undefined>();
expectTypeOf(array("UInt64", [1n]).toArray()).toEqualTypeOf<BigUint64Array>();
expectTypeOf(array("Int64", [1n]).get(0)).toEqualTypeOf<bigint | null | undefined>();
expectTypeOf(array("Float16", [1]).toArray()).toEqualTypeOf<Float32Array>();
expectTypeOf(array("Boolean", [true]).toArray()).toEqualTypeOf<readonly (boolean | null)[]>();
expectTypeOf(array("Binary", []).get(0)).toEqualTypeOf<Uint8Array | null | undefined>();
expectTypeOf(array(arrowType.timestamp("ns"), [1n]).toArray()).toEqualTypeOf<BigInt64Array>();
expectTypeOf(array(arrowType.decimal(5, 2), ["1"]).get(0)).toEqualTypeOf<string | null | undefined>();
expectTypeOf(array(arrowType.dictionary("Utf8"), ["a"]).get(0)).toEqualTypeOf<string | null | undefined>();

// [DATA-70] nested types show their children
const boxes = array(arrowType.list(arrowType.struct({ label: "Utf8", score: "Float32" })), []);

expectTypeOf(boxes.get(0)).toEqualTypeOf<
  readonly ({ readonly label: string | null; readonly score: number | null } | null)[] | null | undefined
>();
expectTypeOf(array(arrowType.fixedSizeList("Int8", 4), []).get(0)).toEqualTypeOf<
  readonly (number | null)[] | null | undefined
>();

// [DATA-71] a value of any type is a DoraValue, and shows its type to who asks for it
declare const value: DoraValue;

expectTypeOf(value.get(0)).toEqualTypeOf<ArrowScalar | undefined>();
expectTypeOf(value.toArray()).toEqualTypeOf<NumericTypedArray | readonly ArrowScalar[]>();
expectTypeOf(value.as("Int32").toArray()).toEqualTypeOf<Int32Array>();
expectTypeOf(value.as(arrowType.list("Float32")).get(0)).toEqualTypeOf<readonly (number | null)[] | null | undefined>();
expectTypeOf(array("Int8", [])).not.toExtend<TypedValue<{ readonly name: "Utf8" }>>();
expectTypeOf(value.toArrow<Vector>()).resolves.toEqualTypeOf<Vector>();

const texts: DoraValue = array("Utf8", ["a"]);
void texts;

// [DATA-72] ports know what goes in and what comes out
const image = port.arrow("UInt8");
const text = port.arrow("Utf8");
const json = port.json({} as StandardSchema<{ readonly at: string }, { readonly at: Date }>);

expectTypeOf<ReceivedBy<typeof image>>().toEqualTypeOf<TypedValue<{ readonly name: "UInt8" }>>();
expectTypeOf<Uint8Array>().toExtend<SentBy<typeof image>>();
expectTypeOf<Float32Array>().not.toExtend<SentBy<typeof image>>();
expectTypeOf<string>().toExtend<SentBy<typeof text>>();
expectTypeOf<string>().not.toExtend<SentBy<typeof image>>();
expectTypeOf<SentBy<typeof json>>().toEqualTypeOf<{ readonly at: string }>();
expectTypeOf<ReceivedBy<typeof json>>().toEqualTypeOf<{ readonly at: Date }>();
