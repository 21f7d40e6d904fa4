import { create, toBinary } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { map, sideInput } from "../../src/numaflow/index.ts";
import { ByteWriter, codecOf, reflective, withCodecs, type MessageCodec } from "../../src/wire-codec.ts";

const written = (codec: MessageCodec<never>, message: unknown): Uint8Array => {
  const to = new ByteWriter(1);
  codec.write(message as never, to);
  return to.buffer.slice(0, to.position);
};

describe("a service that carries codecs", () => {
  test("is the descriptor itself, whichever way one comes to it", () => {
    const fast = codecOf(map.Map, map.MapRequestSchema);
    const [file] = map.file_map.services;
    expect(map.Map.method.mapFn.parent).toBe(map.Map);
    expect(codecOf(map.Map.method.mapFn.parent, map.MapRequestSchema)).toBe(fast);
    expect(file === undefined ? undefined : codecOf(file, map.MapRequestSchema)).toBe(fast);
  });

  test("does not show them", () => {
    expect(Object.getOwnPropertySymbols({ ...map.Map })).toEqual([]);
  });

  test("may be given others", () => {
    const schema = sideInput.SideInputResponseSchema;
    const usual = codecOf(sideInput.SideInput, schema);
    const other = reflective(schema);
    withCodecs(sideInput.SideInput, new Map([[schema.typeName, other]]));
    expect(codecOf(sideInput.SideInput, schema)).toBe(other);
    withCodecs(sideInput.SideInput, new Map([[schema.typeName, usual]]));
    expect(codecOf(sideInput.SideInput, schema)).toBe(usual);
  });

  test("leaves messages that it has no codec for to protobuf-es", () => {
    const timestamp = create(TimestampSchema, { seconds: 5n, nanos: 7 });
    const codec = codecOf(map.Map, TimestampSchema);
    const bytes = written(codec as MessageCodec<never>, timestamp);
    expect(bytes).toEqual(toBinary(TimestampSchema, timestamp));
    expect(codec.read(bytes, 0, bytes.length)).toEqual(timestamp);
  });
});

describe("a byte writer", () => {
  test("keeps what was written when it grows", () => {
    const to = new ByteWriter(2);
    to.buffer.set([1, 2]);
    to.position = 2;
    to.reserve(1);
    expect(to.buffer.length).toBeGreaterThanOrEqual(3);
    expect([...to.buffer.subarray(0, 2)]).toEqual([1, 2]);
    expect(to.position).toBe(2);
  });

  test("stays as it is while there is room", () => {
    const to = new ByteWriter(8);
    const { buffer } = to;
    to.position = 3;
    to.reserve(5);
    expect(to.buffer).toBe(buffer);
  });
});
