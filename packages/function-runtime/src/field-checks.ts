import { FunctionError } from "./errors.ts";

/** Checks one value and gives it as the wire has it. `at` names it for messages: `"volumes[0].name"`. */
export type FieldCheck = (value: unknown, at: string) => unknown;

export function invalidField(at: string, wanted: string, value: unknown): FunctionError {
  const got = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return new FunctionError("FUNCTION_INVALID_FIELD", `${at} must be ${wanted}, not ${got.slice(0, 200)}`, {
    details: { field: at },
  });
}

/** A text without line breaks and NUL, and of this form if one is given. */
export function text(wanted = "a text of one line", form: RegExp = /^[^\0\r\n]+$/): FieldCheck {
  return (value, at) => {
    if (typeof value === "string" && form.test(value)) return value;
    throw invalidField(at, wanted, value);
  };
}

export function oneOf(...words: readonly string[]): FieldCheck {
  return (value, at) => {
    if (typeof value === "string" && words.includes(value)) return value;
    throw invalidField(at, `one of ${words.map((word) => `'${word}'`).join(", ")}`, value);
  };
}

export function wholeNumber(min: number): FieldCheck {
  return (value, at) => {
    if (Number.isSafeInteger(value) && (value as number) >= min) return value;
    throw invalidField(at, `a whole number of at least ${min}`, value);
  };
}

export function listOf(item: FieldCheck): FieldCheck {
  return (value, at) => {
    if (!Array.isArray(value)) throw invalidField(at, "a list", value);
    return value.map((one, index) => item(one, `${at}[${index}]`));
  };
}

/** An object with these members and no others. */
export function object(
  members: Readonly<
    Record<string, { readonly check: FieldCheck; readonly wire?: string; readonly optional?: boolean }>
  >,
): FieldCheck {
  return (value, at) => {
    if (!isObject(value)) throw invalidField(at, `{ ${Object.keys(members).join(", ")} }`, value);
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
    if (unknown !== undefined) {
      throw invalidField(`${at}.${unknown}`, `left out: there are ${Object.keys(members).join(", ")}`, value[unknown]);
    }
    const wire: Record<string, unknown> = {};
    for (const [name, { check, wire: wireName = name, optional }] of Object.entries(members)) {
      if (optional && value[name] === undefined) continue;
      wire[wireName] = check(value[name], `${at}.${name}`);
    }
    return wire;
  };
}

/** An object whose values are all of one form. */
export function mapOf(item: FieldCheck): FieldCheck {
  return (value, at) => {
    if (!isObject(value)) throw invalidField(at, "an object", value);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, item(one, `${at}.${name}`)]));
  };
}

/** Any JSON object. */
export const jsonObject: FieldCheck = (value, at) => {
  if (isObject(value)) return json(value, at);
  throw invalidField(at, "an object", value);
};

/** Any value that is the same after a way through JSON. */
export const json: FieldCheck = (value, at) => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one, index) => json(one, `${at}[${index}]`));
  if (isObject(value)) {
    const members = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(members.map(([name, one]) => [name, json(one, `${at}.${name}`)]));
  }
  throw invalidField(at, "a JSON value", typeof value === "bigint" ? `${value}n` : value);
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
