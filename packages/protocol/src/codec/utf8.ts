type Utf8Slice = (this: Uint8Array, start: number, end: number) => string;
type Utf8Write = (this: Uint8Array, text: string, at: number, bytes: number) => number;

// Node has had these for ever without declaring them; they take any Uint8Array and cost half of what the encoding API does.
const { utf8Slice, utf8Write } = Buffer.prototype as unknown as { utf8Slice?: Utf8Slice; utf8Write?: Utf8Write };

const strict = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = /* @__PURE__ */ new TextEncoder();

const replacement = "\uFFFD";

/** Up to so many characters are put together here; a call out of JavaScript costs more. */
const shortText = 12;

/** Reads UTF-8. What is malformed throws a `TypeError`. */
export function decodeText(from: Uint8Array, start: number, end: number): string {
  if (end - start > shortText) return decodeUtf8(from, start, end);
  let text = "";
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const [a, b, c, d] = [from[at], from[at + 1], from[at + 2], from[at + 3]] as [number, number, number, number];
    if ((a | b | c | d) > 0x7f) return decodeUtf8(from, start, end);
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    const byte = from[at] as number;
    if (byte > 0x7f) return decodeUtf8(from, start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeUtf8(from: Uint8Array, start: number, end: number): string {
  if (utf8Slice === undefined) return strict.decode(from.subarray(start, end));
  const text = utf8Slice.call(from, start, end);
  // The quick way replaces what is malformed; where it may have, the strict way decides.
  return text.includes(replacement) ? strict.decode(from.subarray(start, end)) : text;
}

/** Writes UTF-8 where three bytes for each UTF-16 unit are free, and says how many it took. Lone surrogates become U+FFFD. */
export function encodeUtf8(text: string, to: Uint8Array, at: number): number {
  const room = text.length * 3;
  return utf8Write === undefined
    ? encoder.encodeInto(text, to.subarray(at, at + room)).written
    : utf8Write.call(to, text, at, room);
}
