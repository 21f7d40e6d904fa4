import type { ArrowField, ArrowType, DecimalTypeName, ListTypeName } from "./arrow-type.ts";

/** The typed array that views the data of a fixed-width type; `never` for types that no typed array can view. */
export type TypedArrayOf<Type extends ArrowType> = ArrowType extends Type
  ? NumericTypedArray
  : Type["name"] extends keyof TypedArrayNames
    ? TypedArrayNames[Type["name"]]
    : never;

/** What one slot holds when it is not null. Times are counts in the unit of their type; nothing is rounded. */
export type ScalarOf<Type extends ArrowType> = ArrowType extends Type ? ArrowScalar : PreciseScalar<Type>;

/** What `toArray()` gives: a typed array where there is one, else a plain array with `null` for nulls. */
export type ArrayOf<Type extends ArrowType> = ArrowType extends Type
  ? NumericTypedArray | readonly (ArrowScalar | null)[]
  : [TypedArrayOf<Type>] extends [never]
    ? readonly (ScalarOf<Type> | null)[]
    : TypedArrayOf<Type>;

export type NumericTypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** Any value that a slot of any type may hold. */
export type ArrowScalar =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | DayTimeInterval
  | MonthDayNanoInterval
  | readonly ArrowScalar[]
  | ReadonlyMap<ArrowScalar, ArrowScalar>
  | { readonly [field: string]: ArrowScalar };

export interface DayTimeInterval {
  readonly days: number;
  readonly milliseconds: number;
}

export interface MonthDayNanoInterval {
  readonly months: number;
  readonly days: number;
  readonly nanoseconds: bigint;
}

interface TypedArrayNames {
  readonly Int8: Int8Array;
  readonly Int16: Int16Array;
  readonly Int32: Int32Array;
  readonly Int64: BigInt64Array;
  readonly UInt8: Uint8Array;
  readonly UInt16: Uint16Array;
  readonly UInt32: Uint32Array;
  readonly UInt64: BigUint64Array;
  /** Widened, and so a copy: not every Node that this package runs on has `Float16Array`. */
  readonly Float16: Float32Array;
  readonly Float32: Float32Array;
  readonly Float64: Float64Array;
  readonly Date32: Int32Array;
  readonly Date64: BigInt64Array;
  readonly Time32: Int32Array;
  readonly Time64: BigInt64Array;
  readonly Timestamp: BigInt64Array;
  readonly Duration: BigInt64Array;
}

interface ScalarNames {
  readonly Null: null;
  readonly Boolean: boolean;
  readonly Int8: number;
  readonly Int16: number;
  readonly Int32: number;
  readonly Int64: bigint;
  readonly UInt8: number;
  readonly UInt16: number;
  readonly UInt32: number;
  readonly UInt64: bigint;
  readonly Float16: number;
  readonly Float32: number;
  readonly Float64: number;
  readonly Utf8: string;
  readonly LargeUtf8: string;
  readonly Utf8View: string;
  readonly Binary: Uint8Array;
  readonly LargeBinary: Uint8Array;
  readonly BinaryView: Uint8Array;
  readonly FixedSizeBinary: Uint8Array;
  readonly Date32: number;
  readonly Date64: bigint;
  readonly Time32: number;
  readonly Time64: bigint;
  readonly Timestamp: bigint;
  readonly Duration: bigint;
}

type PreciseScalar<Type> = Type extends { readonly name: keyof ScalarNames }
  ? ScalarNames[Type["name"]]
  : Type extends { readonly name: DecimalTypeName }
    ? string
    : Type extends { readonly name: "Interval"; readonly unit: infer Unit }
      ? IntervalScalar<Unit>
      : Type extends { readonly name: ListTypeName | "FixedSizeList"; readonly child: ArrowField<infer Child> }
        ? readonly (ScalarOf<Child> | null)[]
        : Type extends { readonly name: "Struct"; readonly children: readonly (infer Field)[] }
          ? StructScalar<Field>
          : Type extends { readonly name: "Map" }
            ? ReadonlyMap<ArrowScalar, ArrowScalar>
            : Type extends { readonly name: "Dictionary"; readonly value: infer Value extends ArrowType }
              ? ScalarOf<Value>
              : ArrowScalar;

type IntervalScalar<Unit> = Unit extends "YearMonth"
  ? number
  : Unit extends "DayTime"
    ? DayTimeInterval
    : MonthDayNanoInterval;

type StructScalar<Field> = {
  readonly [
    Each in Field as Each extends { readonly name: infer Name extends string } ? Name : never
  ]: Each extends ArrowField<infer Type> ? ScalarOf<Type> | null : never;
};
