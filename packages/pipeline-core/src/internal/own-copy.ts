import { isPlain } from "./find-in-data.ts";

/** A copy of lists, plain objects, Maps and Sets, however deep. Anything else in them stays what it is. */
export function ownCopy(value: unknown): unknown {
  const copies = new Map<object, object>();
  const copyOf = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) return part;
    const copy = copies.get(part) ?? shallowCopy(part);
    if (copy !== part) copies.set(part, copy);
    return copy;
  };
  const whole = copyOf(value);
  // Those that are added meanwhile have their turn, too.
  for (const copy of copies.values()) replaceParts(copy, copyOf);
  return whole;
}

function shallowCopy(value: object): object {
  if (Array.isArray(value)) return [...(value as unknown[])];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Map.prototype) return new Map(value as Map<unknown, unknown>);
  if (prototype === Set.prototype) return new Set(value as Set<unknown>);
  return isPlain(value) ? Object.setPrototypeOf({ ...value }, prototype as object | null) : value;
}

function replaceParts(copy: object, part: (value: unknown) => unknown): void {
  if (copy instanceof Set) {
    const values = [...copy];
    copy.clear();
    for (const value of values) copy.add(part(value));
  } else if (copy instanceof Map) for (const [key, value] of copy) copy.set(key, part(value));
  else {
    const parts = copy as Record<string, unknown>;
    for (const key in parts) if (typeof parts[key] === "object") parts[key] = part(parts[key]);
  }
}
