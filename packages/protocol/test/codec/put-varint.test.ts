import { describe, expect, test } from "vitest";
import { begin, finish, putTag } from "../../src/codec/put-varint.ts";
import { putUnknown } from "../../src/codec/unknown-fields.ts";
import { ByteWriter } from "../../src/wire-codec.ts";

const written = (to: ByteWriter): Buffer => Buffer.from(to.buffer.subarray(0, to.position));

describe("a length in front of what it counts", () => {
  test.each([
    [0, "00"],
    [127, "7f"],
    [128, "8001"],
    [16_383, "ff7f"],
    [16_384, "808001"],
    [2_097_151, "ffff7f"],
    [2_097_152, "80808001"],
  ])("of %i bytes is %s", (size, hex) => {
    const to = new ByteWriter(1);
    const start = begin(to);
    to.reserve(size);
    to.buffer.fill(7, to.position, to.position + size);
    to.position += size;
    finish(to, start);
    const bytes = written(to);
    expect(bytes.subarray(0, hex.length / 2).toString("hex")).toBe(hex);
    expect(bytes.length).toBe(hex.length / 2 + size);
    expect(bytes.subarray(hex.length / 2).every((byte) => byte === 7)).toBe(true);
  });

  test("moves within another", () => {
    const to = new ByteWriter(0);
    const outer = begin(to);
    const inner = begin(to);
    to.reserve(130);
    to.buffer.fill(1, to.position, to.position + 130);
    to.position += 130;
    finish(to, inner);
    finish(to, outer);
    const bytes = written(to);
    expect(bytes.subarray(0, 4).toString("hex")).toBe("84018201");
    expect(bytes.length).toBe(134);
  });
});

test.each([
  [1, 0, "08"],
  [15, 2, "7a"],
  [16, 2, "8201"],
  [536_870_911, 5, "fdffffff0f"],
])("the tag of field %i with wire type %i is %s", (field, wireType, hex) => {
  const to = new ByteWriter(0);
  putTag(to, ((field << 3) | wireType) >>> 0);
  expect(written(to).toString("hex")).toBe(hex);
});

test("unknown fields are written as they came", () => {
  const to = new ByteWriter(0);
  putUnknown(to, [
    { no: 536_870_911, wireType: 0, data: new Uint8Array([0x96, 1]) },
    { no: 3, wireType: 2, data: new Uint8Array([1, 65]) },
  ]);
  expect(written(to).toString("hex")).toBe("f8ffffff0f9601" + "1a0141");
});
