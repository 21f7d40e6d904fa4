import type { HeaderField } from "./static-table.ts";

/** What RFC 7541 counts for an entry beside its characters. */
const overheadBytes = 32;

/** What a header counts, in a table and in a list. */
export const headerBytes = (name: string, value: string): number => name.length + value.length + overheadBytes;

export const entryBytes = ({ name, value }: HeaderField): number => headerBytes(name, value);

/** The headers that a side remembers; the oldest make room for new ones. */
export class HeaderTable {
  readonly #onForgotten: ((field: HeaderField) => void) | undefined;
  /** The newest is the last. */
  readonly #fields: HeaderField[] = [];
  #bytes = 0;
  #limitBytes: number;

  constructor(limitBytes: number, onForgotten?: (field: HeaderField) => void) {
    this.#limitBytes = limitBytes;
    this.#onForgotten = onForgotten;
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  /** 0 is the newest. */
  get(nth: number): HeaderField | undefined {
    return this.#fields[this.#fields.length - 1 - nth];
  }

  /** One that is larger than the table empties it, and is not kept. */
  add(field: HeaderField): void {
    const bytes = entryBytes(field);
    this.#shrink(this.#limitBytes - bytes);
    if (bytes > this.#limitBytes) return;
    this.#fields.push(field);
    this.#bytes += bytes;
  }

  resize(limitBytes: number): void {
    this.#limitBytes = limitBytes;
    this.#shrink(limitBytes);
  }

  #shrink(bytes: number): void {
    while (this.#bytes > Math.max(0, bytes)) {
      const oldest = this.#fields.shift() as HeaderField;
      this.#bytes -= entryBytes(oldest);
      this.#onForgotten?.(oldest);
    }
  }
}
