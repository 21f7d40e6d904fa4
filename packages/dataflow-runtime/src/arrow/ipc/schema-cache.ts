import { readSchema, type StreamSchema } from "./read-schema.ts";

/** Senders repeat the same schema with every message: the newest ones are recognised by their bytes. */
const recent: { readonly bytes: Uint8Array; readonly schema: StreamSchema }[] = [];
const limits = { schemas: 16, bytes: 4096 };

/** The schema in the metadata of a message, read once for equal bytes. */
export function schemaOf(metadata: Uint8Array): StreamSchema {
  for (const { bytes, schema } of recent) if (Buffer.compare(bytes, metadata) === 0) return schema;
  const schema = readSchema(new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength));
  if (metadata.length <= limits.bytes) {
    recent.unshift({ bytes: metadata.slice(), schema });
    if (recent.length > limits.schemas) recent.pop();
  }
  return schema;
}
