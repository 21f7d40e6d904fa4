import { create, createFileRegistry, fromBinary, toBinary, type DescMessage, type Message } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectCode } from "@millrace/protocol/testing";
import { readPayload, writePayload } from "../../src/payload/payload-wire.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { payloads } from "./payloads.ts";

/** The payload message as every SDK has it, for protobuf-es to be the judge. */
const PayloadSchema = ((): DescMessage => {
  const file = {
    name: "payload.proto",
    package: "test",
    syntax: "proto3",
    messageType: [
      {
        name: "Payload",
        field: [
          {
            name: "metadata",
            number: 1,
            type: Type.MESSAGE,
            label: Label.REPEATED,
            typeName: ".test.Payload.MetadataEntry",
          },
          { name: "data", number: 2, type: Type.BYTES, label: Label.OPTIONAL },
        ],
        nestedType: [
          {
            name: "MetadataEntry",
            options: { mapEntry: true },
            field: [
              { name: "key", number: 1, type: Type.STRING, label: Label.OPTIONAL },
              { name: "value", number: 2, type: Type.BYTES, label: Label.OPTIONAL },
            ],
          },
        ],
      },
    ],
  };
  const schema = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] })).getMessage("test.Payload");
  if (schema === undefined) throw new Error("the descriptor has no Payload");
  return schema;
})();

interface PayloadMessage extends Message {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
}

describe("the payload message", () => {
  test("is read by protobuf-es as we write it, and by us as protobuf-es writes it", () => {
    fc.assert(
      fc.property(payloads, (list) => {
        for (const { metadata, data } of list) {
          const theirs = fromBinary(PayloadSchema, writePayload({ metadata, data })) as PayloadMessage;
          expect({ ...theirs.metadata }).toEqual(metadata);
          expect(theirs.data).toEqual(data);
          const written = toBinary(PayloadSchema, create(PayloadSchema, { metadata, data }));
          expect(readPayload(written)).toEqual({ metadata, data });
        }
      }),
    );
  });

  test("may hold fields that we do not know, of every wire type", () => {
    const unknown = [0x18, 0x96, 0x01, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2a, 2, 9, 9, 0x35, 1, 2, 3, 4];
    const known = writePayload({ metadata: { a: new Uint8Array([1]) }, data: new Uint8Array([2]) });
    expect(readPayload(new Uint8Array([...unknown, ...known, ...unknown]))).toEqual(readPayload(known));
  });

  test("may lack everything", () => {
    expect(readPayload(new Uint8Array())).toEqual({ metadata: {}, data: new Uint8Array() });
    expect(readPayload(new Uint8Array([0x0a, 0]))).toEqual({
      metadata: { "": new Uint8Array() },
      data: new Uint8Array(),
    });
  });

  test("may have keys that are names of the language", () => {
    const payload = { metadata: JSON.parse('{"__proto__":1}') as Record<string, Uint8Array>, data: new Uint8Array() };
    Object.defineProperty(payload.metadata, "__proto__", { value: new Uint8Array([1]), enumerable: true });
    const { metadata } = readPayload(writePayload(payload));
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(Object.entries(metadata)).toEqual([["__proto__", new Uint8Array([1])]]);
  });

  test.each([
    [[0x0a], "ends within a number"],
    [[0x12, 5, 1], "ends within a field"],
    [[0x09, 1], "ends within a field"],
    [[0x0d, 1], "ends within a field"],
    [[0x12, ...Array<number>(10).fill(0xff), 1], "more than ten bytes"],
    [[0x0b], "a wire type that is not used"],
    [[0x0a, 3, 0x0a, 1, 0xff], "a metadata key is not UTF-8"],
  ])("%j is refused: it %s", async (bytes, reason) => {
    expect((await expectCode(() => readPayload(new Uint8Array(bytes)), "PROTOCOL_MALFORMED")).message).toContain(
      reason,
    );
  });

  test("any bytes are read or refused by code", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        expect(["none", "PROTOCOL_MALFORMED"]).toContain(await codeOf(() => readPayload(bytes)));
      }),
      { numRuns: 2000 },
    );
  });
});
