import type { MessageBounds } from "./messages.ts";
import { readSchema, type StreamSchema } from "./read-schema.ts";

/** Senders repeat the same schema with every message: the newest ones are recognised by their bytes. */
const recent: { readonly bytes: Buffer; readonly schema: StreamSchema }[] = [];
const limits = { schemas: 16, bytes: 4096 };

/** The schema in the metadata of a stream's first message, read once for equal bytes. */
export function schemaOf(stream: Uint8Array, { start, end }: MessageBounds): StreamSchema {
  for (const { bytes, schema } of recent) if (bytes.compare(stream, start, end) === 0) return schema;
  const bytes = Buffer.from(stream.subarray(start, end));
  const schema = readSchema(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (bytes.length <= limits.bytes) {
    recent.unshift({ bytes, schema });
    if (recent.length > limits.schemas) recent.pop();
  }
  return schema;
}
