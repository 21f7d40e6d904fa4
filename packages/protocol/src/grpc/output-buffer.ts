import { ByteWriter } from "../wire-codec.ts";

const smallestBytes = 2 * 1024;
/** Twice what is gathered before a write, so that the last message still fits. */
const largestBytes = 128 * 1024;

/** A piece of memory that chunks are cut from. */
interface Slab {
  readonly bytes: Uint8Array;
  /** How many chunks of it were taken and not given back. */
  taken: number;
  /** Gives a chunk back. */
  readonly release: () => void;
}

/** Where a stream's messages are encoded one behind the other, until one write takes them all. */
export class OutputBuffer extends ByteWriter {
  /** What is written to. */
  #slab: Slab;
  #takenFrom: Slab;
  #spare: Slab | undefined;

  constructor() {
    super(0);
    this.#slab = this.#create(smallestBytes);
    this.#takenFrom = this.#slab;
    this.buffer = this.#slab.bytes;
  }

  override reserve(bytes: number): void {
    const needed = this.position + bytes;
    if (needed <= this.buffer.length) return;
    const written = this.buffer.subarray(0, this.position);
    this.#use(this.#create(Math.max(needed, written.length * 2)));
    this.buffer.set(written);
  }

  /**
   * What was written. It is not touched again before {@link release}: what comes next is written behind it, or
   * elsewhere.
   */
  take(): Uint8Array {
    const size = this.position;
    const chunk = this.buffer.subarray(0, size);
    this.#takenFrom = this.#slab;
    this.#slab.taken++;
    this.position = 0;
    this.buffer = this.buffer.subarray(size);
    // As much again will probably fit; else memory that was used before, or new.
    if (this.buffer.length < Math.max(size, smallestBytes / 4)) this.#change(size * 4);
    return chunk;
  }

  /** To be called when the chunk that was taken last is not needed any more: its memory is used again. Or never. */
  get release(): () => void {
    return this.#takenFrom.release;
  }

  #change(bytes: number): void {
    const wanted = Math.min(largestBytes, Math.max(smallestBytes, bytes));
    const spare = this.#spare;
    this.#spare = undefined;
    this.#use(spare !== undefined && spare.bytes.length >= wanted ? spare : this.#create(wanted));
  }

  #use(slab: Slab): void {
    this.#slab = slab;
    this.buffer = slab.bytes;
  }

  #create(bytes: number): Slab {
    const slab: Slab = {
      bytes: allocate(bytes),
      taken: 0,
      release: () => {
        if (--slab.taken > 0) return;
        if (slab !== this.#slab) {
          if (bytes <= largestBytes) this.#spare = slab;
        } else if (this.position === 0) this.buffer = slab.bytes;
      },
    };
    return slab;
  }
}

/** Small ones come from Node's pool; none is zeroed. */
function allocate(bytes: number): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.allocUnsafe(bytes);
  return new Uint8Array(buffer, byteOffset, length);
}
