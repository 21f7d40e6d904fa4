import { decodeText } from "./utf8.ts";

const slots = 128;
const longest = 24;

/** Read before, by a weak hash. They are the names of headers and the like: few, and all messages have them. */
const known: string[] = Array.from({ length: slots }, () => "");

/**
 * Reads the key of a map's entry. That of an entry before is handed out again: it need not be made, and is the name of
 * a property already.
 */
export function decodeKey(from: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length === 0 || length > longest) return decodeText(from, start, end);
  const middle = from[start + (length >> 1)] as number;
  const slot = (length + (from[start] as number) * 3 + middle * 7 + (from[end - 1] as number) * 5) % slots;
  const key = known[slot] as string;
  if (key.length === length && isAt(key, from, start)) return key;
  const text = decodeText(from, start, end);
  // As long as its bytes: ASCII, which `isAt` compares.
  if (text.length === length) known[slot] = text;
  return text;
}

function isAt(key: string, from: Uint8Array, start: number): boolean {
  for (let index = 0; index < key.length; index++) {
    if (key.charCodeAt(index) !== from[start + index]) return false;
  }
  return true;
}
