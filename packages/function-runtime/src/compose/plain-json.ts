import type { JsonValue } from "../entity.ts";
import { FunctionError } from "../errors.ts";

/** Deeper values are refused; what reads them would run out of stack. */
const deepest = 1000;

/**
 * A value as JSON has it, as a copy: bigints become text, what has a `toJSON` is what that says, members that are
 * undefined go. Nothing else is lost: what JSON does not have is an error that names its place.
 *
 * @param output the name of the output, for messages.
 * @throws `FUNCTION_INVALID_OUTPUT`
 */
export function plainJson(value: unknown, output: string): JsonValue {
  return convert(value, { output, path: [], above: [] });
}

interface Place {
  readonly output: string;
  readonly path: (string | number)[];
  readonly above: object[];
}

function convert(value: unknown, place: Place): JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "bigint":
      return String(value);
    case "number":
      if (Number.isFinite(value)) return value;
      throw invalid(place, `is ${value}, which JSON does not have; return null or text instead`);
    case "object":
      return value === null ? null : convertObject(value, place);
    default:
      throw invalid(place, `is a ${typeof value}, which cannot be kept`);
  }
}

function convertObject(value: object, place: Place): JsonValue {
  if (place.above.includes(value)) throw invalid(place, "contains itself; break the cycle");
  if (place.above.length === deepest) throw invalid(place, `is nested deeper than ${deepest} levels; flatten it`);
  place.above.push(value);
  const converted = convertMembers(value, place);
  place.above.pop();
  return converted;
}

function convertMembers(value: object, place: Place): JsonValue {
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return convert(value.toJSON(String(place.path.at(-1) ?? "")), place);
  }
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, index) => (item === undefined ? null : member(item, index, place)));
  }
  if (!isPlainObject(value)) throw invalid(place, adviceFor(value));
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(members.map(([key, item]) => [key, member(item, key, place)]));
}

function member(value: unknown, key: string | number, place: Place): JsonValue {
  place.path.push(key);
  const converted = convert(value, place);
  place.path.pop();
  return converted;
}

/** An object without a class of its own. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Of another realm too: the prototype of every `Object.prototype` is null.
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"));
}

function adviceFor(value: object): string {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return "is bytes inside of other data; return them as an output of their own, or as base64 text";
  }
  if (value instanceof Map) return "is a Map; return Object.fromEntries(map)";
  if (value instanceof Set) return "is a Set; return [...set]";
  const { name } = (value as { readonly constructor?: { readonly name?: unknown } }).constructor ?? {};
  const of = typeof name === "string" && name !== "" ? `the class ${name}` : "a class";
  return `is an instance of ${of}, which is no plain data; return its fields, as in { ...value }, or give it a toJSON()`;
}

function invalid({ output, path }: Place, what: string): FunctionError {
  const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return new FunctionError("FUNCTION_INVALID_OUTPUT", `output '${output}'${at === "" ? "" : ` at ${at}`} ${what}`, {
    details: { output, path: [...path] },
  });
}
