/** As much of the text, from its beginning, as has so many bytes of UTF-8. */
export function cutText(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const { written, read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes - 3));
  return written === 0 ? "" : `${text.slice(0, read)}…`;
}
