import { ConnectionError } from "./connection-error.ts";
import { errorCodes, frameFlags, frameHeadBytes, frameTypes } from "./frames.ts";
import { unpadded } from "./payload.ts";

/** What headers of one block may take as they travel, in all their frames. */
const largestBlockBytes = 128 * 1024;

const priorityBytes = 5;

/** Takes a whole block, with the flags of its HEADERS frame. */
export type BlockSink = (flags: number, streamId: number, block: Buffer) => void;

/** Puts blocks of headers together, which may begin in a HEADERS frame and go on in CONTINUATION frames. */
export class BlockAssembler {
  readonly #sink: BlockSink;
  #begun: { readonly streamId: number; readonly flags: number; readonly parts: Buffer[]; bytes: number } | undefined;

  constructor(sink: BlockSink) {
    this.#sink = sink;
  }

  /** @throws ConnectionError for a frame that comes between those of a block */
  checkOrder(type: number, streamId: number): void {
    const begun = this.#begun;
    if (begun === undefined || (type === frameTypes.continuation && streamId === begun.streamId)) return;
    throw new ConnectionError(errorCodes.protocolError, "the server stopped in the middle of headers");
  }

  /** A HEADERS frame. @throws ConnectionError, also that of the sink */
  begin(flags: number, streamId: number, payload: Buffer): void {
    let block = unpadded(flags, payload);
    if ((flags & frameFlags.priority) !== 0) {
      if (block.length < priorityBytes) {
        throw new ConnectionError(errorCodes.frameSizeError, "the server sent headers without their priority");
      }
      block = block.subarray(priorityBytes);
    }
    if ((flags & frameFlags.endHeaders) !== 0) this.#sink(flags, streamId, block);
    else this.#begun = { streamId, flags, parts: [Buffer.from(block)], bytes: block.length };
  }

  /** A CONTINUATION frame. @throws ConnectionError, also that of the sink */
  goOn(flags: number, payload: Buffer): void {
    const begun = this.#begun;
    if (begun === undefined) throw new ConnectionError(errorCodes.protocolError, "the server goes on with no headers");
    begun.parts.push(Buffer.from(payload));
    // Empty ones count too: each costs us an object.
    begun.bytes += frameHeadBytes + payload.length;
    if (begun.bytes > largestBlockBytes) {
      throw new ConnectionError(errorCodes.enhanceYourCalm, "the server sent headers without an end");
    }
    if ((flags & frameFlags.endHeaders) === 0) return;
    this.#begun = undefined;
    this.#sink(begun.flags, begun.streamId, Buffer.concat(begun.parts));
  }
}
