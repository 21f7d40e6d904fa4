import type { OutgoingHttpHeaders } from "node:http2";
import type { ByteWriter } from "../../wire-codec.ts";
import { headerBytes, HeaderTable } from "./header-table.ts";
import { staticTable } from "./static-table.ts";

/** As much as servers remember unless they say otherwise. More would cost them memory for each connection. */
const mostTableBytes = 4096;

/** Kept out of every table, also of those of proxies, so that nobody can guess them by the size of what is sent. */
const secret: ReadonlySet<string> = new Set(["authorization", "cookie", "proxy-authorization"]);

/** Hardly the same twice: in the table it would only drive others out. */
const fleeting: ReadonlySet<string> = new Set(["grpc-timeout", "traceparent"]);

/** What fits into the length of a text that takes one byte, and then two. */
const veryShort = 0x7f;

type Indexes = Map<string, Map<string, number>>;

let staticIndexes: Indexes | undefined;

function makeStaticIndexes(): Indexes {
  const indexes: Indexes = new Map();
  staticTable.forEach(({ name, value }, nth) => put(indexes, name, value, nth + 1));
  return indexes;
}

function put(indexes: Indexes, name: string, value: string, index: number): void {
  const values = indexes.get(name);
  if (values === undefined) indexes.set(name, new Map([[value, index]]));
  else values.set(value, index);
}

/**
 * Packs blocks of headers as RFC 7541 has it, all blocks of a connection one after the other. What was sent once is a
 * byte or two from then on. Texts are not packed: they are sent once.
 */
export class HeaderEncoder {
  readonly #static: Indexes = (staticIndexes ??= makeStaticIndexes());
  /** The headers that the server remembers, by how many were added before them. */
  readonly #added: Indexes = new Map();
  readonly #table = new HeaderTable(mostTableBytes, ({ name, value }) => {
    const values = this.#added.get(name);
    values?.delete(value);
    if (values?.size === 0) this.#added.delete(name);
  });
  #additions = 0;
  /** Sizes that the server must be told before the next block: the smallest that there was meanwhile, and the last. */
  #resizes: readonly number[] = [];
  #listBytes = 0;
  /** What the server takes in one block, counted as the table counts it. */
  maxListBytes: number = Infinity;

  /** The server has said how much it remembers. */
  limit(bytes: number): void {
    const limitBytes = Math.min(bytes, mostTableBytes);
    if (limitBytes !== this.#table.limitBytes) this.#resize(limitBytes);
  }

  /**
   * Appends a block, or nothing if it throws.
   *
   * @throws TypeError for a name or value that HTTP/2 does not take, or more of them than the server takes
   */
  encode(headers: Readonly<OutgoingHttpHeaders>, to: ByteWriter): void {
    const start = to.position;
    this.#listBytes = 0;
    try {
      for (const bytes of this.#resizes) writeInteger(to, 0x20, 0x1f, bytes);
      for (const name in headers) {
        const value = headers[name];
        if (value === undefined) continue;
        if (typeof value === "string") this.#field(name, value, to);
        else for (const one of [value].flat()) this.#field(name, String(one), to);
      }
      if (this.#resizes.length > 0) this.#resizes = [];
    } catch (error) {
      to.position = start;
      // The server never sees what was added: it and we forget all.
      const { limitBytes } = this.#table;
      this.#resize(0);
      this.#resize(limitBytes);
      throw error;
    }
  }

  #resize(bytes: number): void {
    this.#table.resize(bytes);
    const smallest = Math.min(bytes, ...this.#resizes);
    this.#resizes = smallest === bytes ? [bytes] : [smallest, bytes];
  }

  #field(name: string, value: string, to: ByteWriter): void {
    this.#listBytes += headerBytes(name, value);
    if (this.#listBytes > this.maxListBytes) {
      throw new TypeError(`the server takes headers of ${this.maxListBytes} bytes in all`);
    }
    const nth = this.#added.get(name)?.get(value);
    if (nth !== undefined) return writeInteger(to, 0x80, 0x7f, staticTable.length + this.#additions - nth);
    const known = this.#static.get(name);
    const index = known?.get(value);
    if (index !== undefined) return writeInteger(to, 0x80, 0x7f, index);
    const field = { name, value };
    const isSecret = secret.has(name);
    const kept = !isSecret && !fleeting.has(name) && headerBytes(name, value) * 2 <= this.#table.limitBytes;
    const nameIndex = known?.values().next().value ?? 0;
    if (kept) writeInteger(to, 0x40, 0x3f, nameIndex);
    else writeInteger(to, isSecret ? 0x10 : 0x00, 0x0f, nameIndex);
    if (nameIndex === 0) writeName(name, to);
    writeText(value, to);
    if (!kept) return;
    this.#table.add(field);
    put(this.#added, name, value, this.#additions++);
  }
}

function writeName(name: string, to: ByteWriter): void {
  if (!/^:?[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name)) throw new TypeError(`'${name}' is not the name of a header`);
  writeText(name, to);
}

function writeText(text: string, to: ByteWriter): void {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new TypeError(`a header holds characters that it cannot: '${text}'`);
  writeInteger(to, 0x00, veryShort, text.length);
  to.reserve(text.length);
  const { buffer } = to;
  let at = to.position;
  for (let i = 0; i < text.length; i++) buffer[at++] = text.charCodeAt(i);
  to.position = at;
}

/** A number that begins in the low bits of a byte, whose high bits say what it is. */
function writeInteger(to: ByteWriter, kind: number, prefix: number, value: number): void {
  to.reserve(6);
  if (value < prefix) {
    to.buffer[to.position++] = kind | value;
    return;
  }
  to.buffer[to.position++] = kind | prefix;
  let rest = value - prefix;
  for (; rest >= 0x80; rest >>>= 7) to.buffer[to.position++] = (rest & 0x7f) | 0x80;
  to.buffer[to.position++] = rest;
}
