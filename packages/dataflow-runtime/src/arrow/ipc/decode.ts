import type { ArrowArray } from "../arrow-array.ts";
import type { ArrowType } from "../arrow-type.ts";
import { invalidArrow, unsupportedArrow } from "../invalid-arrow.ts";
import { viewOf } from "../offsets.ts";
import { bool, int64, table } from "./flat-reader.ts";
import { messageHeader } from "./format.ts";
import { messageAt, metadataAt, type StreamMessage } from "./messages.ts";
import { readBatch } from "./read-batch.ts";
import { schemaOf } from "./schema-cache.ts";
import type { StreamSchema } from "./read-schema.ts";

/** What dora means by a message without data. */
const unit: ArrowArray = Object.freeze({
  type: Object.freeze({ name: "Null" }),
  length: 0,
  nullCount: 0,
  validity: undefined,
  buffers: [],
  children: [],
});

/**
 * The first batch of the one column of an Arrow IPC stream, as views of its bytes. Any alignment and padding is taken,
 * and streams without an end marker; no bytes at all are the unit value.
 *
 * @throws `DATAFLOW_INVALID_ARROW`, `DATAFLOW_UNSUPPORTED_ARROW` (compression, several columns, dictionary deltas).
 */
export function decodeStream(bytes: Uint8Array): ArrowArray {
  if (bytes.length === 0) return unit;
  const view = viewOf(bytes);
  const bounds = metadataAt(view, 0);
  if (bounds === undefined) throw invalidArrow("no schema at its start");
  const schema = schemaOf(bytes.subarray(bounds.start, bounds.end));
  const dictionaries = new Map<bigint, ArrowArray>();
  const dictionaryOf = (type: ArrowType): ArrowArray => {
    const values = dictionaries.get(schema.dictionaryIds.get(type) ?? -1n);
    if (values === undefined) throw invalidArrow("a dictionary's values do not come before its indices");
    return values;
  };
  for (let at = bounds.end; ;) {
    const message = messageAt(bytes, view, at);
    if (message === undefined) throw invalidArrow("no record batch");
    if (message.header === messageHeader.recordBatch) return recordBatch(schema.type, message, dictionaryOf);
    if (message.header === messageHeader.dictionaryBatch) {
      const { id, values } = dictionaryBatch(schema, message, dictionaryOf);
      dictionaries.set(id, values);
    }
    at = message.next;
  }
}

function recordBatch(
  type: ArrowType,
  message: StreamMessage,
  dictionaryOf: (type: ArrowType) => ArrowArray,
): ArrowArray {
  const batch = table(message.table, 2);
  if (batch === undefined) throw invalidArrow("an empty record batch message");
  return readBatch(type, batch, message.body, dictionaryOf);
}

function dictionaryBatch(
  { dictionaryIds }: StreamSchema,
  message: StreamMessage,
  dictionaryOf: (type: ArrowType) => ArrowArray,
): { readonly id: bigint; readonly values: ArrowArray } {
  const header = table(message.table, 2);
  const batch = header === undefined ? undefined : table(header, 1);
  if (header === undefined || batch === undefined) throw invalidArrow("an empty dictionary message");
  if (bool(header, 2)) throw unsupportedArrow("dictionary deltas");
  const id = int64(header, 0);
  for (const [type, each] of dictionaryIds) {
    if (each !== id || type.name !== "Dictionary") continue;
    return { id, values: readBatch(type.value, batch, message.body, dictionaryOf) };
  }
  throw invalidArrow(`a dictionary ${id} that the schema does not name`);
}
