import { FunctionError } from "../errors.ts";

/**
 * Chunks as one piece.
 *
 * @throws `FUNCTION_INVALID_SOURCE` as soon as they are more than `maxBytes`.
 */
export async function readAll(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { maxBytes, where }: { readonly maxBytes: number; readonly where: string },
): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new FunctionError("FUNCTION_INVALID_SOURCE", `${where} is larger than ${maxBytes} bytes`);
    read.push(chunk);
  }
  return Buffer.concat(read, size);
}
