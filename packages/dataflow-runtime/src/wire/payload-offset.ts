import { metadata } from "./metadata-field.ts";
import { PostcardReader } from "./postcard-reader.ts";

const sendMessageTag = 2;
const nextEventsTag = 1;
const inputTag = 2;

/** Where the payload of a `sendMessage` begins in its body; `undefined` for anything else. */
export const requestPayloadOffset = (prefix: Uint8Array): number | undefined =>
  offsetAfter(prefix, (reader) => reader.varint() === sendMessageTag);

/** Where the payload of the first input of a `nextEvents` reply begins in its body; `undefined` for anything else. */
export const replyPayloadOffset = (prefix: Uint8Array): number | undefined =>
  offsetAfter(
    prefix,
    (reader) => reader.varint() === nextEventsTag && reader.varint() > 0 && reader.varint() === inputTag,
  );

function offsetAfter(prefix: Uint8Array, isMessage: (reader: PostcardReader) => boolean): number | undefined {
  const reader = new PostcardReader(prefix, "the beginning of a message");
  try {
    if (!isMessage(reader)) return undefined;
    reader.text();
    metadata.read(reader);
    if (!reader.bool()) return undefined;
    // The kind of the data, and its length.
    reader.varint();
    reader.varint();
    return reader.position;
  } catch {
    // Metadata longer than the prefix, or a broken message: decoding the whole of it will tell.
    return undefined;
  }
}
