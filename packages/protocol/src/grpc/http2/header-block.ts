import type { IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";
import { entryBytes } from "./header-table.ts";
import type { HeaderField } from "./static-table.ts";

/** Headers as `node:http2` has them. */
export type HeaderBlock = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** What all headers of one block may take, unpacked; as much as Node allows. */
export const largestListBytes = 65_535;

/** RFC 9113, section 8.2.1; names of RFC 9110's tokens, without capitals. */
const goodName = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
// oxlint-disable-next-line no-control-regex
const badValue = /[\0\r\n]/;

/** What HTTP/1 says of its connections, RFC 9113, section 8.2.2. */
const ofConnections: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

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
    return this.#bytes > largestListBytes;
  }

  add(field: HeaderField): void {
    this.#bytes += entryBytes(field);
    if (this.tooLarge) return;
    const { name, value } = field;
    if (name.startsWith(":")) {
      const isGood = name === ":status" && !this.#regular && this.block[":status"] === undefined;
      // HTTP/2 has no 101.
      if (isGood && /^[1-9]\d\d$/.test(value) && value !== "101") this.block[":status"] = Number(value);
      else this.malformed = `with a bad '${name}'`;
      return;
    }
    this.#regular = true;
    if (!goodName.test(name)) this.malformed = `with the name '${name}'`;
    else if (badValue.test(value)) this.malformed = `with a value of '${name}' that HTTP does not allow`;
    else if (ofConnections.has(name)) this.malformed = `with '${name}', which HTTP/2 does not have`;
    const { block } = this;
    const before = block[name];
    if (before === undefined) block[name] = name === "set-cookie" ? [value] : value;
    else if (Array.isArray(before)) before.push(value);
    else if (name !== "content-type") block[name] = `${before}, ${value}`;
  }
}
