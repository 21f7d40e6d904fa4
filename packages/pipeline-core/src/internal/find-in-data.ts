/** A part of a value, and where in it: `.rows[2]`, or nothing for the value itself. */
export interface Found {
  readonly part: object;
  readonly at: string;
}

interface Place {
  readonly part: object;
  /** Of what holds it; names are made of it when somebody asks. */
  readonly key: string | number;
  readonly above: Place | undefined;
}

/** A list, or what an object literal or `JSON.parse` makes. */
export function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * An object within a value that is wanted, if there is one. Looks into lists and plain objects, however deep and each once, and
 * into nothing else; calls no getter.
 */
export function findInData(value: unknown, wanted: (part: object) => boolean): Found | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const seen = new Set<object>();
  const places: Place[] = [{ part: value, key: "", above: undefined }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { part } = place;
    if (wanted(part)) return { part, at: pathOf(place) };
    if (seen.has(part) || !isPlain(part)) continue;
    seen.add(part);
    const above = place;
    const add = (below: unknown, key: string | number): void => {
      if (typeof below === "object" && below !== null) places.push({ part: below, key, above });
    };
    if (Array.isArray(part)) part.forEach(add);
    else for (const key of Object.keys(part)) add(Object.getOwnPropertyDescriptor(part, key)?.value, key);
  }
  return undefined;
}

function pathOf(place: Place): string {
  const keys: string[] = [];
  for (let on = place; on.above !== undefined; on = on.above)
    keys.unshift(typeof on.key === "number" ? `[${on.key}]` : `.${on.key}`);
  return keys.join("");
}
