import type { IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";
import { entryBytes } from "./header-table.ts";
import type { HeaderField } from "./static-table.ts";

/** Headers as `node:http2` has them. */
export type HeaderBlock = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** What all headers of one block may take, unpacked; as much as Node allows. */
const largestBytes = 65_535;

/** Names of headers may be those of an object's own members. */
const noPrototype: object = Object.freeze(Object.create(null) as object);

/** Gathers the fields of one block. */
export class BlockBuilder {
  readonly block: HeaderBlock = Object.create(noPrototype) as HeaderBlock;
  #bytes = 0;
  /** What is wrong with the block, in words that follow "headers". */
  malformed: string | undefined;
  #regular = false;

  get tooLarge(): boolean {
    return this.#bytes > largestBytes;
  }

  add(field: HeaderField): void {
    this.#bytes += entryBytes(field);
    if (this.tooLarge) return;
    const { name, value } = field;
    if (name.startsWith(":")) {
      if (name !== ":status" || this.#regular || !/^[1-9]\d\d$/.test(value)) this.malformed = `with a bad '${name}'`;
      else this.block[":status"] = Number(value);
      return;
    }
    this.#regular = true;
    if (name === "" || name !== name.toLowerCase()) this.malformed = `with the name '${name}'`;
    const { block } = this;
    const before = block[name];
    if (before === undefined) block[name] = name === "set-cookie" ? [value] : value;
    else if (Array.isArray(before)) before.push(value);
    else if (name !== "content-type") block[name] = `${before}, ${value}`;
  }
}
