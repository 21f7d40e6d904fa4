/** What `JSON.parse` gives. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a preview keeps of a value. */
export const previewLimits: Readonly<{ depth: number; text: number; entries: number; values: number }> = Object.freeze({
  /** Levels of nesting. */
  depth: 5,
  /** Characters of a text. */
  text: 300,
  /** Items of a list, keys of an object. */
  entries: 30,
  /** Values in all. */
  values: 500,
});

/**
 * The beginning of any value as JSON: long texts, lists and objects are cut and say what is missing; what JSON does
 * not know is described, such as `"12n"`, `"[Function add]"` or `"[Uint8Array of 9 bytes]"`. Never throws.
 */
export function preview(value: unknown): JsonValue {
  return new Previewer().show(value, []);
}

class Previewer {
  #left = previewLimits.values;

  show(value: unknown, above: readonly object[]): JsonValue {
    this.#left--;
    switch (typeof value) {
      case "string":
        return cut(value);
      case "number":
        // JSON has no negative zero.
        return Number.isFinite(value) ? value + 0 : String(value);
      case "boolean":
        return value;
      case "bigint":
        return cut(`${value}n`);
      case "undefined":
        return "[undefined]";
      case "symbol":
        return cut(String(value));
      case "function":
        return cut(`[Function ${value.name || "anonymous"}]`);
      case "object":
        return value === null ? null : this.#object(value, above);
    }
  }

  #object(value: object, above: readonly object[]): JsonValue {
    if (above.includes(value)) return "[Circular]";
    try {
      if (above.length >= previewLimits.depth || this.#left <= 0) return outline(value);
      return this.#content(value, [...above, value]);
    } catch (error) {
      return cut(`[Unreadable: ${error instanceof Error ? error.message : "it threw"}]`);
    }
  }

  #content(value: object, above: readonly object[]): JsonValue {
    if (Array.isArray(value)) return this.#list(value, value.length, above);
    if (value instanceof Map) return { [outline(value)]: this.#list(value, value.size, above) };
    if (value instanceof Set) return { [outline(value)]: this.#list(value, value.size, above) };
    if (value instanceof Error) return { type: cut(value.name), message: cut(value.message) };
    if (isOpaque(value)) return outline(value);
    if ("toJSON" in value && typeof value.toJSON === "function") return this.show(value.toJSON(), above);
    return this.#fields(value, above);
  }

  #list(items: Iterable<unknown>, length: number, above: readonly object[]): JsonValue {
    const shown: JsonValue[] = [];
    for (const item of items) {
      if (shown.length >= previewLimits.entries || this.#left <= 0) break;
      shown.push(this.show(item, above));
    }
    return shown.length < length ? [...shown, `… ${length - shown.length} more`] : shown;
  }

  #fields(value: object, above: readonly object[]): JsonValue {
    const keys = Object.keys(value);
    const shown: [string, JsonValue][] = [];
    for (const key of keys) {
      if (shown.length >= previewLimits.entries || this.#left <= 0) {
        shown.push(["…", `${keys.length - shown.length} more`]);
        break;
      }
      shown.push([cut(key), this.#field(value, key, above)]);
    }
    return Object.fromEntries(shown);
  }

  #field(value: object, key: string, above: readonly object[]): JsonValue {
    try {
      return this.show((value as Readonly<Record<string, unknown>>)[key], above);
    } catch (error) {
      return cut(`[Unreadable: ${error instanceof Error ? error.message : "it threw"}]`);
    }
  }
}

/** A value in one word: `[Array of 3]`, `[Map of 2]`, `[Uint8Array of 9 bytes]`, `[Response]`. */
function outline(value: object): string {
  const name: unknown = value.constructor?.name;
  const unnamed = Symbol.asyncIterator in value ? "stream" : "Object";
  const what = typeof name === "string" && name !== "" && name !== "Object" ? name : unnamed;
  if (Array.isArray(value)) return `[Array of ${value.length}]`;
  if (value instanceof Map || value instanceof Set) return `[${what} of ${value.size}]`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${what} of ${value.byteLength} bytes]`;
  return cut(value instanceof RegExp ? String(value) : `[${what}]`);
}

/** Things whose own keys say nothing: bytes, promises, streams, patterns. */
function isOpaque(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof RegExp ||
    value instanceof Promise ||
    Symbol.asyncIterator in value
  );
}

function cut(text: string): string {
  if (text.length <= previewLimits.text) return text;
  return `${text.slice(0, previewLimits.text)}… (${text.length} characters)`;
}
