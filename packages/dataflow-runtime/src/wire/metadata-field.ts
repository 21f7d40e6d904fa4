import type { HlcTimestamp, RawMetadata } from "../node-link.ts";
import type { TypedParameter } from "../parameter.ts";
import type { Field } from "./field.ts";
import { wireVersion } from "./messages.ts";
import { parameter } from "./parameter-field.ts";

export const timestamp: Field<HlcTimestamp> = {
  write: (writer, { time, id }) => {
    writer.uint64(time);
    writer.raw(id);
  },
  read: (reader) => ({ time: reader.uint64(), id: reader.clockId() }),
};

export const metadata: Field<RawMetadata> = {
  write: (writer, value) => {
    writer.varint(wireVersion.metadata);
    timestamp.write(writer, value.timestamp);
    writer.varint(value.parameters.size);
    for (const [key, content] of inOrder(value.parameters)) {
      writer.text(key);
      parameter.write(writer, content);
    }
  },
  read: (reader) => {
    const version = reader.varint(16);
    if (version !== wireVersion.metadata)
      throw reader.malformed(`has metadata of version ${version}, not ${wireVersion.metadata}`);
    const stamp = timestamp.read(reader);
    const parameters = new Map<string, TypedParameter>();
    for (let left = reader.count(2); left > 0; left--) parameters.set(reader.text(), parameter.read(reader));
    return { timestamp: stamp, parameters };
  },
};

/** dora keeps parameters sorted by the bytes of their keys. */
function inOrder(parameters: RawMetadata["parameters"]): Iterable<readonly [string, TypedParameter]> {
  if (parameters.size < 2) return parameters;
  return [...parameters].sort(([one], [other]) => compareBytes(one, other));
}

/** The order of two texts as UTF-8, without making it: of their units of 16 bits it differs only for surrogates. */
function compareBytes(one: string, other: string): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at++) {
    const difference = rank(one.charCodeAt(at)) - rank(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Surrogates stand for signs beyond all that have one unit. */
const rank = (unit: number): number => ((unit & 0xf800) === 0xd800 ? unit + 0x1_0000 : unit);
