import type { ArrowArray } from "../arrow-array.ts";
import type { ArrowType } from "../arrow-type.ts";
import { unsupportedArrow } from "../invalid-arrow.ts";
import { flatten } from "./flatten.ts";
import { planBatch, writeBatch, type BatchPlan } from "./write-batch.ts";
import { schemaMessage } from "./write-schema.ts";

/** An Arrow IPC stream that is going to be written: its length is known before its bytes are. */
export interface StreamPlan {
  readonly byteLength: number;
  /** Writes all bytes of the stream at `offset` of `target`. */
  readonly write: (target: Uint8Array, offset: number) => void;
}

const endMarker = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/**
 * The stream of one array: schema, values of dictionaries, one record batch, end marker. Messages and buffers are
 * padded to 64 bytes; there is no validity bitmap where there are no nulls, which saves an eighth of a `UInt8` message.
 */
export function planStream(array: ArrowArray): StreamPlan {
  const schema = schemaBytes(array.type);
  const batches = [
    ...dictionariesOf(array).map((values, id) => planBatch(flatten(values), id)),
    planBatch(flatten(array)),
  ];
  const byteLength = batches.reduce(
    (sum, { headLength, bodyLength }) => sum + headLength + bodyLength,
    schema.length + 8,
  );
  return { byteLength, write: (target, offset) => writeStream(schema, batches, target, offset) };
}

function writeStream(schema: Uint8Array, batches: readonly BatchPlan[], target: Uint8Array, offset: number): void {
  target.set(schema, offset);
  let at = offset + schema.length;
  for (const batch of batches) at = writeBatch(batch, target, at);
  target.set(endMarker, at);
}

/** Values in the order in which the schema numbers its dictionary types. */
function dictionariesOf(array: ArrowArray): readonly ArrowArray[] {
  if (array.type.name !== "Dictionary") return array.children.flatMap(dictionariesOf);
  const { dictionary } = array;
  if (dictionary === undefined) throw unsupportedArrow("a dictionary type without values");
  return [...dictionariesOf(dictionary), dictionary];
}

/** Schemas by their type: nodes send few types and many messages. */
const schemas = new Map<string, Uint8Array>();
const maxSchemas = 256;

function schemaBytes(type: ArrowType): Uint8Array {
  const key = Object.keys(type).length === 1 ? type.name : JSON.stringify(type);
  const known = schemas.get(key);
  if (known !== undefined) return known;
  if (schemas.size >= maxSchemas) schemas.clear();
  const bytes = schemaMessage(type);
  schemas.set(key, bytes);
  return bytes;
}
