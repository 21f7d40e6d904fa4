import type { ArrowType, SimpleType } from "./arrow-type.ts";

/** The type that `DoraValue.from` finds by itself. */
export type InferredTypeOf<Input> = Input extends { readonly type: infer Type extends ArrowType }
  ? Type
  : Input extends string | readonly string[]
    ? SimpleType<"Utf8">
    : Input extends { readonly [Symbol.toStringTag]: infer Tag }
      ? Tag extends keyof ViewTypes
        ? ViewTypes[Tag]
        : ArrowType
      : ArrowType;

interface ViewTypes {
  readonly Int8Array: SimpleType<"Int8">;
  readonly Int16Array: SimpleType<"Int16">;
  readonly Int32Array: SimpleType<"Int32">;
  readonly BigInt64Array: SimpleType<"Int64">;
  readonly Uint8Array: SimpleType<"UInt8">;
  readonly Uint8ClampedArray: SimpleType<"UInt8">;
  readonly Uint16Array: SimpleType<"UInt16">;
  readonly Uint32Array: SimpleType<"UInt32">;
  readonly BigUint64Array: SimpleType<"UInt64">;
  readonly Float32Array: SimpleType<"Float32">;
  readonly Float64Array: SimpleType<"Float64">;
}
