import { ConnectionError } from "./connection-error.ts";
import { errorCodes } from "./frames.ts";

/**
 * How many bits the code of each byte has, RFC 7541, appendix B. Codes of a length follow each other in the order of
 * their bytes, so that lengths are all there is to know.
 */
// prettier-ignore
const codeBits: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
];

const longestCodeBits = 30;

/** Of each length of codes: the first code, the number of codes, and where their bytes begin in `bytes`. */
interface Codes {
  readonly first: readonly number[];
  readonly count: readonly number[];
  readonly offset: readonly number[];
  readonly bytes: readonly number[];
}

let codes: Codes | undefined;

function makeCodes(): Codes {
  const bytes = codeBits
    .map((_, byte) => byte)
    .sort((a, b) => (codeBits[a] as number) - (codeBits[b] as number) || a - b);
  const count = Array.from({ length: longestCodeBits + 1 }, (_, bits) => codeBits.filter((own) => own === bits).length);
  const first = [0];
  const offset = [0];
  for (let bits = 1; bits <= longestCodeBits; bits++) {
    first.push(((first[bits - 1] as number) + (count[bits - 1] as number)) * 2);
    offset.push((offset[bits - 1] as number) + (count[bits - 1] as number));
  }
  return { first, count, offset, bytes };
}

/** Decodes the bytes `start` to `end` (exclusive), as Latin-1. @throws ConnectionError */
export function decodeHuffman(from: Buffer, start: number, end: number): string {
  const { first, count, offset, bytes } = (codes ??= makeCodes());
  let text = "";
  let code = 0;
  let bits = 0;
  for (let at = start; at < end; at++) {
    const byte = from[at] as number;
    for (let shift = 7; shift >= 0; shift--) {
      code = code * 2 + ((byte >>> shift) & 1);
      if (++bits > longestCodeBits) throw badCode();
      const nth = code - (first[bits] as number);
      if (nth >= (count[bits] as number)) continue;
      text += String.fromCharCode(bytes[(offset[bits] as number) + nth] as number);
      code = 0;
      bits = 0;
    }
  }
  // What is left of the last byte is filled with ones.
  if (bits > 7 || code !== 2 ** bits - 1) throw badCode();
  return text;
}

function badCode(): ConnectionError {
  return new ConnectionError(errorCodes.compressionError, "the server sent a header whose Huffman code does not exist");
}
