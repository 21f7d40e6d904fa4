import { ConnectionError } from "./connection-error.ts";
import { errorCodes } from "./frames.ts";
import { HeaderTable } from "./header-table.ts";
import { decodeHuffman } from "./huffman.ts";
import { type HeaderField, staticTable } from "./static-table.ts";

/** As much as HTTP/2 allows unless we say otherwise, which we do not. */
const tableBytes = 4096;

/** Reads blocks of headers as RFC 7541 packs them, all blocks of a connection one after the other. */
export class HeaderDecoder {
  readonly #table = new HeaderTable(tableBytes);
  #block: Buffer = Buffer.alloc(0);
  #at = 0;

  /** @throws ConnectionError: a block that cannot be read leaves all that follow without meaning. */
  decode(block: Buffer, onField: (field: HeaderField) => void): void {
    this.#block = block;
    this.#at = 0;
    let begun = false;
    while (this.#at < block.length) {
      const first = block[this.#at] as number;
      if (first >= 0x20 && first < 0x40) {
        if (begun) throw bad("resizes its table behind a header");
        this.#resize(this.#integer(0x1f));
        continue;
      }
      begun = true;
      if (first >= 0x80) onField(this.#fieldAt(this.#integer(0x7f)));
      else if (first >= 0x40) {
        const field = this.#literal(0x3f);
        this.#table.add(field);
        onField(field);
      } else onField(this.#literal(0x0f));
    }
  }

  #resize(bytes: number): void {
    if (bytes > tableBytes) throw bad(`resizes its table to ${bytes} bytes`);
    this.#table.resize(bytes);
  }

  #fieldAt(index: number): HeaderField {
    const field =
      index <= staticTable.length ? staticTable[index - 1] : this.#table.get(index - staticTable.length - 1);
    if (field === undefined) throw bad(`names entry ${index}, which does not exist`);
    return field;
  }

  #literal(prefix: number): HeaderField {
    const index = this.#integer(prefix);
    const name = index === 0 ? this.#text() : this.#fieldAt(index).name;
    return { name, value: this.#text() };
  }

  #text(): string {
    const isPacked = ((this.#block[this.#at] ?? 0) & 0x80) !== 0;
    const length = this.#integer(0x7f);
    const start = this.#at;
    const end = start + length;
    if (end > this.#block.length) throw bad("ends within a text");
    this.#at = end;
    return isPacked ? decodeHuffman(this.#block, start, end) : this.#block.toString("latin1", start, end);
  }

  /** A number that begins in the low bits of a byte. */
  #integer(prefix: number): number {
    const block = this.#block;
    let value = (block[this.#at++] ?? 0) & prefix;
    if (value < prefix) return value;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = block[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw bad("holds a number without an end");
  }
}

function bad(what: string): ConnectionError {
  return new ConnectionError(errorCodes.compressionError, `a header block of the server ${what}`);
}
