import { DataflowError } from "./errors.ts";
import { ExactParameter, type ParameterInput, type ParameterValue, type TypedParameter } from "./parameter.ts";

/** Parameters that links write for themselves, and that nobody else reads or sends. */
const internalKeys = new Set(["_framing", "_schema_hash", "_wire_size"]);
export const isInternalKey = (key: string): boolean => internalKeys.has(key) || key.startsWith("__dora_");

/**
 * A sender's parameters as the wire has them; see {@link ParameterInput}.
 *
 * @throws `DATAFLOW_INVALID_PARAMETER` naming the key; dora's Python would send the text of such a value.
 */
export function typeParameters(input: Readonly<Record<string, ParameterInput>>): ReadonlyMap<string, TypedParameter> {
  return new Map(Object.entries(input).map(([key, value]) => [key, typeParameter(key, value)]));
}

function typeParameter(key: string, value: ParameterInput): TypedParameter {
  if (isInternalKey(key)) throw invalidParameter(key, "is a name that dora keeps for itself");
  if (typeof value === "boolean") return { kind: "bool", value };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "number") return { kind: isWhole(value) ? "integer" : "float", value };
  if (typeof value === "bigint") return checkRange(key, { kind: "integer", value });
  if (value instanceof Date) return { kind: "timestamp", value: timestampText(key, value) };
  if (value instanceof ExactParameter) return checkRange(key, value.typed);
  if (Array.isArray(value)) return typeList(key, value);
  throw invalidParameter(key, `is ${describe(value)}`);
}

/** The kind of a list, which must fit all of its elements. */
function typeList(key: string, list: readonly unknown[]): TypedParameter {
  if (list.every((element) => typeof element === "string")) return { kind: "listString", value: [...list] };
  if (list.every((element) => typeof element === "bigint" || isWhole(element))) {
    return checkRange(key, { kind: "listInteger", value: [...list] });
  }
  if (list.every((element) => typeof element === "number")) return { kind: "listFloat", value: [...list] };
  throw invalidParameter(key, "is a list of something else than text alone or numbers alone");
}

/** Minus zero is a float: as an integer it would lose its sign. */
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && !Object.is(value, -0);

function checkRange(key: string, typed: TypedParameter): TypedParameter {
  const numbers =
    typed.kind === "integer" ? [typed.value] : typed.kind === "listInteger" ? typed.value : ([] as readonly number[]);
  for (const number of numbers) {
    const fits = typeof number === "bigint" ? BigInt.asIntN(64, number) === number : Number.isSafeInteger(number);
    if (!fits)
      throw invalidParameter(
        key,
        `has ${number}, which is no integer of 64 bits that a number or bigint holds exactly`,
      );
  }
  return typed;
}

function timestampText(key: string, date: Date): string {
  const year = date.getUTCFullYear();
  if (year >= 0 && year <= 9999) return date.toISOString();
  throw invalidParameter(key, "is a Date without a time, or outside of the years 0 to 9999");
}

/** A parameter as its receiver sees it. */
export function plainParameter({ kind, value }: TypedParameter): ParameterValue {
  if (kind === "integer") return plainInteger(value);
  if (kind === "listInteger") return value.map(plainInteger);
  if (kind !== "timestamp") return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date;
}

function plainInteger(value: number | bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function invalidParameter(key: string, what: string): DataflowError {
  const advice = "a parameter is a boolean, a number, a bigint, text, a Date, or a list of numbers or of texts";
  return new DataflowError("DATAFLOW_INVALID_PARAMETER", `the parameter '${key}' ${what}; ${advice}`, {
    details: { key },
  });
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return ArrayBuffer.isView(value) ? "a typed array; make a list of it by Array.from" : "an object";
}
