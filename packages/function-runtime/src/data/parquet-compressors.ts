import zlib from "node:zlib";
import type { Compressors } from "hyparquet";
import { FunctionError } from "../errors.ts";

/** Every codec of Parquet. A page says how long it is unpacked, and no more than that is unpacked. */
export async function boundedCompressors(): Promise<Compressors> {
  const { compressors } = await import("hyparquet-compressors");
  return { ...compressors, ...fromNode };
}

const atMost = (length: number): { readonly maxOutputLength: number } => ({ maxOutputLength: Math.max(1, length) });

/** Node's own are quicker, stop at the promised length by themselves, and do not get lost in damaged input. */
const fromNode: Compressors = {
  GZIP: (input, length) => zlib.gunzipSync(input, atMost(length)),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, atMost(length)),
  // Node has it since 22.15. Before that a damaged page can keep the one written in JavaScript busy for ever.
  ...("zstdDecompressSync" in zlib && { ZSTD: zstd }),
};

function zstd(input: Uint8Array, length: number): Uint8Array {
  return zlib.zstdDecompressSync(input, atMost(length));
}

/** What the reader says when it would need more memory than it may take. */
export const tooLarge = (maxBytes: number): FunctionError =>
  new FunctionError(
    "FUNCTION_TABLE_TOO_LARGE",
    `the table takes more than ${maxBytes} bytes unpacked; raise 'maxBytes', or read it with an engine that spills`,
    { details: { maxBytes } },
  );
