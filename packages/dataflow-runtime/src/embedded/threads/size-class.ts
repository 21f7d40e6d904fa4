/** Values from here on live in shared buffers of their own; smaller ones are copied through the ring. */
export const sharedFromBytes: number = 64 * 1024;

/**
 * The size of the buffer for so many bytes: powers of two with three steps between them, so that at most a fifth of a
 * buffer is unused.
 */
export function sizeClass(byteLength: number): number {
  if (byteLength <= sharedFromBytes) return sharedFromBytes;
  const step = 2 ** (Math.floor(Math.log2(byteLength - 1)) - 2);
  return Math.ceil(byteLength / step) * step;
}
