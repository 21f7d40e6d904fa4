import { FunctionError } from "../errors.ts";

/**
 * Cuts what a socket brings into messages. The time is linear in the bytes, whatever pieces they come in. Sockets read
 * all chunks into one buffer: a reader copies what it keeps.
 */
export interface FrameReader {
  /** The messages that this chunk completes. They may lie in it, and are then good as long as it is. */
  push(chunk: Buffer): Buffer[];
}

const newline = 0x0a;

/** Messages that end with a line feed, as the nodejs protocol has them. Only the new chunk is ever searched. */
export class LineReader implements FrameReader {
  #parts: Buffer[] = [];

  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      lines.push(this.#join(chunk.subarray(start, end)));
      start = end + 1;
    }
    if (start < chunk.length) this.#parts.push(Buffer.from(chunk.subarray(start)));
    return lines;
  }

  #join(last: Buffer): Buffer {
    if (this.#parts.length === 0) return last;
    const line = Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    return line;
  }
}

const headerBytes = 4;

/**
 * Messages after a signed 32-bit big-endian length, as the python protocol has them. They are copies: the bodies of
 * events lie in them.
 */
export class LengthReader implements FrameReader {
  #parts: Buffer[] = [];
  #available = 0;
  /** How many bytes the next thing needs: a header, or the message that a header announced. */
  #wanted = headerBytes;
  #inMessage = false;

  /** @throws `FUNCTION_NUCLIO_MESSAGE` at a length that is not positive */
  push(chunk: Buffer): Buffer[] {
    const messages: Buffer[] = [];
    this.#parts.push(Buffer.from(chunk));
    this.#available += chunk.length;
    while (this.#available >= this.#wanted) {
      const bytes = this.#take(this.#wanted);
      if (this.#inMessage) {
        messages.push(bytes);
        this.#wanted = headerBytes;
      } else {
        this.#wanted = lengthOf(bytes);
      }
      this.#inMessage = !this.#inMessage;
    }
    return messages;
  }

  #take(length: number): Buffer {
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#parts = length < all.length ? [all.subarray(length)] : [];
    this.#available -= length;
    return all.subarray(0, length);
  }
}

const lengthOf = (header: Buffer): number => {
  const length = header.readInt32BE();
  if (length > 0) return length;
  throw new FunctionError("FUNCTION_NUCLIO_MESSAGE", `a message of ${length} bytes was announced; it has at least one`);
};
