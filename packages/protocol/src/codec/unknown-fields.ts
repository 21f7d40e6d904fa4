import type { UnknownField } from "@bufbuild/protobuf";
import type { ByteWriter } from "../wire-codec.ts";
import { putTag, room } from "./put-varint.ts";

/** Writes again what was kept when the message was read. */
export function putUnknown(to: ByteWriter, fields: readonly UnknownField[]): void {
  for (const { no, wireType, data } of fields) {
    putTag(to, ((no << 3) | wireType) >>> 0);
    room(to, data.length);
    to.buffer.set(data, to.position);
    to.position += data.length;
  }
}
