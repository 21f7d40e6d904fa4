/**
 * What libraries have their own classes for, as JavaScript's own arrays and objects: typed arrays (but bytes), vectors
 * of lists, rows of structs, maps. Anything else stays as it is.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value) || ArrayBuffer.isView(value) || "length" in value) {
    return Array.from(value as ArrayLike<unknown>, plainValue);
  }
  const members = value instanceof Map ? Object.fromEntries(value) : membersOf(value);
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, plainValue(member)]));
}

function membersOf(value: object): object {
  if (!("toJSON" in value) || typeof value.toJSON !== "function") return value;
  const members: unknown = value.toJSON();
  return typeof members === "object" && members !== null ? members : value;
}
