import type { ArrowArray } from "../arrow-array.ts";
import type { ArrowType } from "../arrow-type.ts";
import { invalidArrow, unsupportedArrow } from "../invalid-arrow.ts";
import { viewOf } from "../offsets.ts";
import { bool, int64, table, type FlatTable } from "./flat-reader.ts";
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
  return new StreamReader(bytes, view, schemaOf(bytes, bounds)).firstArray(bounds.end);
}

/** Reads the messages behind a schema. */
class StreamReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #schema: StreamSchema;
  /** By the numbers that the schema gives to dictionaries; most streams have none. */
  #dictionaries: Map<bigint, ArrowArray> | undefined;

  constructor(bytes: Uint8Array, view: DataView, schema: StreamSchema) {
    this.#bytes = bytes;
    this.#view = view;
    this.#schema = schema;
  }

  /** @param start where the first message behind the schema begins */
  firstArray(start: number): ArrowArray {
    for (let at = start; ;) {
      const message = messageAt(this.#view, at);
      if (message === undefined) throw invalidArrow("no record batch");
      if (message.header === messageHeader.recordBatch) {
        return this.#array(this.#schema.type, table(message.table, 2), message);
      }
      if (message.header === messageHeader.dictionaryBatch) this.#addDictionary(message);
      at = message.next;
    }
  }

  #array(type: ArrowType, batch: FlatTable | undefined, message: StreamMessage): ArrowArray {
    if (batch === undefined) throw invalidArrow("an empty record batch message");
    const body = { stream: this.#bytes, start: message.body, end: message.next };
    return readBatch(type, batch, body, (dictionary) => this.#valuesOf(dictionary));
  }

  #addDictionary(message: StreamMessage): void {
    const header = table(message.table, 2);
    if (header === undefined) throw invalidArrow("an empty dictionary message");
    if (bool(header, 2)) throw unsupportedArrow("dictionary deltas");
    const id = int64(header, 0);
    const named = [...this.#schema.dictionaryIds].find(([, each]) => each === id)?.[0];
    if (named?.name !== "Dictionary") throw invalidArrow(`a dictionary ${id} that the schema does not name`);
    this.#dictionaries ??= new Map();
    this.#dictionaries.set(id, this.#array(named.value, table(header, 1), message));
  }

  #valuesOf(type: ArrowType): ArrowArray {
    const values = this.#dictionaries?.get(this.#schema.dictionaryIds.get(type) ?? -1n);
    if (values === undefined) throw invalidArrow("a dictionary's values do not come before its indices");
    return values;
  }
}
