import { FunctionError } from "../errors.ts";

/** Deeper nesting than any event has is an attack on the stack. */
const deepest = 64;

const utf8 = new TextDecoder();

/**
 * Decodes one MessagePack value that fills the bytes. Binary data are views of the bytes, not copies; whole numbers
 * beyond 2⁵³ are bigints; map keys become strings.
 *
 * @throws `FUNCTION_NUCLIO_MESSAGE` if the bytes are not exactly one value
 */
export const decodeMsgpack = (bytes: Uint8Array): unknown => {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  reader.end();
  return value;
};

const invalid = (what: string): FunctionError =>
  new FunctionError("FUNCTION_NUCLIO_MESSAGE", `not a MessagePack message: ${what}`);

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth: number): unknown {
    if (depth > deepest) throw invalid(`more than ${deepest} levels`);
    const type = this.#unsigned(1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.#map(type & 0x0f, depth);
    if (type < 0xa0) return this.#array(type & 0x0f, depth);
    if (type < 0xc0) return this.#string(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    return this.#typed(type, depth);
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw invalid(`${this.#bytes.length - this.#at} bytes after its end`);
  }

  /** The types that have a byte of their own, in the order of the specification. */
  #typed(type: number, depth: number): unknown {
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return type === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#unsigned(1 << (type - 0xc4)));
      case 0xca:
        return this.#view.getFloat32(this.#skip(4));
      case 0xcb:
        return this.#view.getFloat64(this.#skip(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#unsigned(1 << (type - 0xcc));
      case 0xcf:
        return narrow(this.#view.getBigUint64(this.#skip(8)));
      case 0xd0:
        return this.#view.getInt8(this.#skip(1));
      case 0xd1:
        return this.#view.getInt16(this.#skip(2));
      case 0xd2:
        return this.#view.getInt32(this.#skip(4));
      case 0xd3:
        return narrow(this.#view.getBigInt64(this.#skip(8)));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#unsigned(1 << (type - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#unsigned(2 << (type - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(2 << (type - 0xde)), depth);
      default:
        // Extensions are timestamps and inventions; an event has neither.
        throw invalid(`type 0x${type.toString(16)} at byte ${this.#at - 1}`);
    }
  }

  #map(size: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (let left = size; left > 0; left--) {
      const key = this.value(depth + 1);
      const name = key instanceof Uint8Array ? utf8.decode(key) : String(key);
      const value = this.value(depth + 1);
      // An assignment to this name would set the prototype.
      if (name === "__proto__") Object.defineProperty(map, name, { value, enumerable: true, configurable: true });
      else map[name] = value;
    }
    return map;
  }

  #array(size: number, depth: number): unknown[] {
    const items: unknown[] = [];
    for (let left = size; left > 0; left--) items.push(this.value(depth + 1));
    return items;
  }

  #string(length: number): string {
    return utf8.decode(this.#take(length));
  }

  #unsigned(width: number): number {
    const at = this.#skip(width);
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #take(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #skip(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw invalid(`it ends in the middle of a value at byte ${at}`);
    this.#at = at + length;
    return at;
  }
}

const narrow = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
