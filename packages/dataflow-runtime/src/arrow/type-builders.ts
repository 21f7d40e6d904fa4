import type {
  ArrowField,
  ArrowType,
  DecimalType,
  DecimalTypeName,
  IndexTypeName,
  ListType,
  SimpleType,
  TimeUnit,
  TypeInput,
  TypeOf,
} from "./arrow-type.ts";

/** The type object that a type's name stands for; a type object itself is given back. */
export function typeOf<const Input extends TypeInput>(input: Input): TypeOf<Input>;
export function typeOf(input: TypeInput): ArrowType {
  return typeof input === "string" ? { name: input } : input;
}

/** A nullable child; `item` is what Arrow's own writers call the child of a list. */
export function field<const Input extends TypeInput>(
  name: string,
  type: Input,
  nullable = true,
): ArrowField<TypeOf<Input>> {
  return { name, type: typeOf(type), nullable };
}

export function list<const Input extends TypeInput>(type: Input): ListType<"List", TypeOf<Input>> {
  return { name: "List", child: field("item", type) };
}

/** As {@link list}, with 64-bit offsets. */
export function largeList<const Input extends TypeInput>(type: Input): ListType<"LargeList", TypeOf<Input>> {
  return { name: "LargeList", child: field("item", type) };
}

/** Lists that all have `size` elements, as the four numbers of a box. */
export function fixedSizeList<const Input extends TypeInput>(
  type: Input,
  size: number,
): { readonly name: "FixedSizeList"; readonly child: ArrowField<TypeOf<Input>>; readonly size: number } {
  return { name: "FixedSizeList", child: field("item", type), size };
}

/** Objects with the same fields, as in `struct({ label: "Utf8", score: "Float32" })`. */
export function struct<const Fields extends Readonly<Record<string, TypeInput>>>(
  fields: Fields,
): {
  readonly name: "Struct";
  readonly children: readonly {
    [Name in keyof Fields & string]: ArrowField<TypeOf<Fields[Name]>> & { readonly name: Name };
  }[keyof Fields & string][];
};
export function struct(fields: Readonly<Record<string, TypeInput>>): ArrowType {
  return { name: "Struct", children: Object.entries(fields).map(([name, type]) => field(name, type)) };
}

export function map(
  key: TypeInput,
  value: TypeInput,
  keysSorted = false,
): Extract<ArrowType, { readonly name: "Map" }> {
  const children = [field("key", key, false), field("value", value)];
  return { name: "Map", child: { name: "entries", type: { name: "Struct", children }, nullable: false }, keysSorted };
}

export function dictionary<const Input extends TypeInput>(
  value: Input,
  index: IndexTypeName = "Int32",
): {
  readonly name: "Dictionary";
  readonly index: SimpleType<IndexTypeName>;
  readonly value: TypeOf<Input>;
  readonly ordered: boolean;
} {
  return { name: "Dictionary", index: { name: index }, value: typeOf(value), ordered: false };
}

export function timestamp(unit: TimeUnit, timezone?: string): Extract<ArrowType, { readonly name: "Timestamp" }> {
  return timezone === undefined ? { name: "Timestamp", unit } : { name: "Timestamp", unit, timezone };
}

export const duration = (unit: TimeUnit): Extract<ArrowType, { readonly name: "Duration" }> => ({
  name: "Duration",
  unit,
});

/** Time of day; seconds and milliseconds take 32 bits, finer units 64. */
export function time(unit: TimeUnit): Extract<ArrowType, { readonly name: "Time32" | "Time64" }> {
  return unit === "s" || unit === "ms" ? { name: "Time32", unit } : { name: "Time64", unit };
}

/** Exact decimals of `precision` digits, `scale` of them behind the point; 128 bits hold 38 digits. */
export function decimal<Name extends DecimalTypeName = "Decimal128">(
  precision: number,
  scale: number,
  name: Name = "Decimal128" as Name,
): DecimalType<Name> {
  return { name, precision, scale };
}

export const fixedSizeBinary = (byteWidth: number): Extract<ArrowType, { readonly name: "FixedSizeBinary" }> => ({
  name: "FixedSizeBinary",
  byteWidth,
});
