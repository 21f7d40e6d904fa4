import { isError } from "../is-error.ts";

/** Deeper levels are cut, so that no value overflows the stack or floods the log. */
const deepest = 12;

/**
 * The nearest thing to `value` that `JSON.stringify` takes without throwing: errors with name, code, message, stack
 * and cause; BigInt as digits; bytes by their length; what cannot be shown is described in brackets.
 */
export function loggable(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function") return `[Function ${value.name || "anonymous"}]`;
  if (typeof value === "symbol") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value)) return "[Circular]";
  if (above.length >= deepest) return "[Deep]";
  try {
    return loggableObject(value, [...above, value]);
  } catch (error) {
    return `[Unreadable: ${isError(error) ? error.message : "it threw"}]`;
  }
}

function loggableObject(value: object, above: readonly object[]): unknown {
  if (isError(value)) return loggableError(value, above);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `[${value.constructor.name} of ${value.byteLength} bytes]`;
  }
  if (Array.isArray(value)) return value.map((item) => loggable(item, above));
  if (value instanceof Set) return [...value].map((item) => loggable(item, above));
  if (value instanceof Map) return [...value].map(([key, item]) => [loggable(key, above), loggable(item, above)]);
  if (value instanceof RegExp) return String(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return loggable(value.toJSON(), above);
  return properties(value, Object.keys(value), above);
}

function loggableError(error: Error, above: readonly object[]): unknown {
  const own = Object.keys(error).filter((key) => !["name", "message", "stack", "cause"].includes(key));
  return {
    name: error.name,
    message: error.message,
    ...properties(error, own, above),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: loggable(error.cause, above) }),
  };
}

function properties(value: object, keys: readonly string[], above: readonly object[]): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.create(null);
  for (const key of keys) {
    try {
      shown[key] = loggable((value as Record<string, unknown>)[key], above);
    } catch (error) {
      shown[key] = `[Unreadable: ${isError(error) ? error.message : "it threw"}]`;
    }
  }
  return shown;
}
