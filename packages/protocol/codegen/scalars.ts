import { ScalarType } from "@bufbuild/protobuf";

/** How a scalar is read (method of `WireReader`), written (function of `put-scalar.ts`) and held. All is source text. */
export interface Scalar {
  readonly read: string;
  readonly put: string;
  readonly wireType: 0 | 1 | 2 | 5;
  readonly type: "bigint" | "boolean" | "number" | "string" | "Uint8Array";
  readonly zero: string;
  /** Whether a value is another than zero. */
  readonly isSet: (value: string) => string;
  /** The key of an entry of an object, which is a string, as this scalar. */
  readonly fromKey: string;
}

type Held = Pick<Scalar, "type" | "zero" | "isSet" | "fromKey">;

const differs = (type: Scalar["type"], zero: string, fromKey: string): Held => ({
  type,
  zero,
  isSet: (value) => `${value} !== ${zero}`,
  fromKey,
});
const int = differs("number", "0", "Number(key)");
const long = differs("bigint", "0n", "BigInt(key)");
const text = differs("string", '""', "key");
const bool = differs("boolean", "false", 'key !== "false"');
// -0 is written.
const float: Held = { ...int, isSet: (value) => `!Object.is(${value}, 0)` };
const bytes: Held = {
  ...text,
  type: "Uint8Array",
  zero: "new Uint8Array(0)",
  isSet: (value) => `${value}.length !== 0`,
};

const scalar = (name: string, wireType: Scalar["wireType"], held: Held): Scalar => ({
  read: name,
  put: `put${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  wireType,
  ...held,
});

export const scalars: Readonly<Record<ScalarType, Scalar>> = {
  [ScalarType.DOUBLE]: scalar("double", 1, float),
  [ScalarType.FLOAT]: scalar("float", 5, float),
  [ScalarType.INT64]: scalar("int64", 0, long),
  [ScalarType.UINT64]: scalar("uint64", 0, long),
  [ScalarType.INT32]: scalar("int32", 0, int),
  [ScalarType.FIXED64]: scalar("fixed64", 1, long),
  [ScalarType.FIXED32]: scalar("fixed32", 5, int),
  [ScalarType.BOOL]: scalar("bool", 0, bool),
  [ScalarType.STRING]: scalar("string", 2, text),
  [ScalarType.BYTES]: scalar("bytes", 2, bytes),
  [ScalarType.UINT32]: scalar("uint32", 0, int),
  [ScalarType.SFIXED32]: scalar("sfixed32", 5, int),
  [ScalarType.SFIXED64]: scalar("sfixed64", 1, long),
  [ScalarType.SINT32]: scalar("sint32", 0, int),
  [ScalarType.SINT64]: scalar("sint64", 0, long),
};
