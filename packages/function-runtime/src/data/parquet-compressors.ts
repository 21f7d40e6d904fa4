import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Compressors } from "hyparquet";
import { FunctionError } from "../errors.ts";

/**
 * Every codec of Parquet. A page says how long it is unpacked: no more than that is unpacked, and of all pages together
 * no more than `maxBytes`.
 */
export async function boundedCompressors(maxBytes: number): Promise<Compressors> {
  const { compressors } = await import("hyparquet-compressors");
  let left = maxBytes;
  const bounded: Compressors = {};
  for (const [codec, decompress] of Object.entries({ ...compressors, ...fromNode })) {
    bounded[codec as keyof Compressors] = (input, length) => {
      left -= length;
      if (left < 0) throw tooLarge(maxBytes);
      return decompress(input, length);
    };
  }
  return bounded;
}

/** Node's own are quicker, and stop at the promised length by themselves. */
const fromNode: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

/** What the reader says when it would need more memory than it may take. */
export const tooLarge = (maxBytes: number): FunctionError =>
  new FunctionError(
    "FUNCTION_TABLE_TOO_LARGE",
    `the table takes more than ${maxBytes} bytes unpacked; raise 'maxBytes', or read it with an engine that spills`,
    { details: { maxBytes } },
  );
