/** Sets an entry of a map field, also one with the key `__proto__`. */
export function putEntry<V>(map: Record<string | number, V>, key: string | number, value: V): void {
  if (key === "__proto__") {
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    map[key] = value;
  }
}
