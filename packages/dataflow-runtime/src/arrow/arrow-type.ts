/** The types that need no parameters; a type is written as its name alone wherever a type is asked for. */
export type SimpleTypeName =
  | "Null"
  | "Boolean"
  | "Int8"
  | "Int16"
  | "Int32"
  | "Int64"
  | "UInt8"
  | "UInt16"
  | "UInt32"
  | "UInt64"
  | "Float16"
  | "Float32"
  | "Float64"
  | "Utf8"
  | "LargeUtf8"
  | "Utf8View"
  | "Binary"
  | "LargeBinary"
  | "BinaryView"
  | "Date32"
  | "Date64";

/** A type without parameters, as an object: `{ name: "Float32" }`. */
export type SimpleType<Name extends SimpleTypeName = SimpleTypeName> = {
  readonly [Key in Name]: { readonly name: Key };
}[Name];

export type TimeUnit = "s" | "ms" | "us" | "ns";
export type DecimalTypeName = "Decimal32" | "Decimal64" | "Decimal128" | "Decimal256";
export type ListTypeName = "List" | "LargeList" | "ListView" | "LargeListView";
export type IndexTypeName = "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64";

/** A named child of a nested type. */
export interface ArrowField<Type extends ArrowType = ArrowType> {
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
}

export interface DecimalType<Name extends DecimalTypeName> {
  readonly name: Name;
  readonly precision: number;
  readonly scale: number;
}

export interface ListType<Name extends ListTypeName, Child extends ArrowType = ArrowType> {
  readonly name: Name;
  readonly child: ArrowField<Child>;
}

/**
 * An Arrow type as plain data that JSON and structured clone carry. The names are those of dora's `data_type`. A user
 * writes simple types as their name and makes the others with the functions of {@link arrowType}.
 */
export type ArrowType =
  | SimpleType
  | { readonly name: "FixedSizeBinary"; readonly byteWidth: number }
  | { readonly name: "Time32"; readonly unit: "s" | "ms" }
  | { readonly name: "Time64"; readonly unit: "us" | "ns" }
  | { readonly name: "Timestamp"; readonly unit: TimeUnit; readonly timezone?: string }
  | { readonly name: "Duration"; readonly unit: TimeUnit }
  | { readonly name: "Interval"; readonly unit: "YearMonth" | "DayTime" | "MonthDayNano" }
  | DecimalType<"Decimal32">
  | DecimalType<"Decimal64">
  | DecimalType<"Decimal128">
  | DecimalType<"Decimal256">
  | ListType<"List">
  | ListType<"LargeList">
  | ListType<"ListView">
  | ListType<"LargeListView">
  | { readonly name: "FixedSizeList"; readonly child: ArrowField; readonly size: number }
  | { readonly name: "Struct"; readonly children: readonly ArrowField[] }
  /** `child` is a struct of key and value. */
  | { readonly name: "Map"; readonly child: ArrowField; readonly keysSorted: boolean }
  | {
      readonly name: "Union";
      readonly mode: "sparse" | "dense";
      readonly typeIds: readonly number[];
      readonly children: readonly ArrowField[];
    }
  | {
      readonly name: "Dictionary";
      readonly index: SimpleType<IndexTypeName>;
      readonly value: ArrowType;
      readonly ordered: boolean;
    }
  | { readonly name: "RunEndEncoded"; readonly runEnds: ArrowField; readonly values: ArrowField };

export type ArrowTypeName = ArrowType["name"];

/** The type with this name. */
export type TypeNamed<Name extends ArrowTypeName> = Extract<ArrowType, { readonly name: Name }>;

/** A type as a user gives it: `"Float32"`, or `arrowType.list("Float32")`. */
export type TypeInput = SimpleTypeName | ArrowType;

/** What {@link TypeInput} stands for. */
export type TypeOf<Input extends TypeInput> = Input extends SimpleTypeName ? SimpleType<Input> : Input;
