import { describe, expect, test } from "vitest";
import { DoraValue } from "../../src/index.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ""), "hex"));

/** A stream of UInt8 `[1, 2, 3]` as dora's Python node sent it, with a validity bitmap of ones. */
const fromPython = hex(`
  ffffffff780000001000000000000a000c000a00090004000a000000100000000001040008000800000004000800000004000000010000001400000010001600
  10000e000f0004000000080010000000180000001c00000000000102180000000000060008000400060000000800000000000000040000006461746100000000
  ffffffffb8000000100000000c001a0018001700040008000c000000200000008000000000000000000000000000000304000a0018000c00080004000a000000
  2c000000100000000300000000000000000000000100000003000000000000000000000000000000000000000200000000000000000000000100000000000000
  40000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
  ff000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
  01020300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
  ffffffff00000000`);

/** The same without a bitmap: buffers {0,0} and {0,3}, the data where the bitmap was. dora's Python takes it. */
function withoutBitmap(): Uint8Array {
  const bytes = new Uint8Array([...fromPython.subarray(0, 320), ...fromPython.subarray(384)]);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(160, 64n, true);
  view.setBigInt64(248, 0n, true);
  view.setBigInt64(256, 0n, true);
  return bytes;
}

describe("streams of dora's Python node", () => {
  test.each([
    ["with a bitmap", fromPython],
    ["without one", withoutBitmap()],
    ["without an end marker", fromPython.subarray(0, 448)],
  ])("[DATA-5] UInt8 [1, 2, 3] %s", (_, stream) => {
    const value = DoraValue.fromIpc(stream);

    expect(value.type).toEqual({ name: "UInt8" });
    expect(value.toArray()).toEqual(Uint8Array.of(1, 2, 3));
    expect(value.bytes).toEqual(Uint8Array.of(1, 2, 3));
    expect(value.nullCount).toBe(0);
  });

  test("[DATA-6] the data is a view of the stream's bytes", () => {
    const { bytes } = DoraValue.fromIpc(fromPython);

    expect(bytes.buffer).toBe(fromPython.buffer);
    expect(bytes.byteOffset).toBe(fromPython.byteOffset + 384);
  });

  test("[DATA-2] a typed array of unaligned bytes is a copy of them", () => {
    const data = Float64Array.of(0.5, -1, 1e300);
    const stream = DoraValue.from(data).ipc();
    const moved = new Uint8Array(stream.length + 3);
    moved.set(stream, 3);

    expect(DoraValue.fromIpc(moved.subarray(3)).toArray()).toEqual(data);
  });

  test("[DATA-7] what came as a stream goes on as the same bytes", () => {
    expect(DoraValue.fromIpc(fromPython).ipc()).toBe(fromPython);
  });

  test("[DATA-8] no bytes are the unit value", () => {
    const unit = DoraValue.fromIpc(new Uint8Array());

    expect(unit.type).toEqual({ name: "Null" });
    expect(unit.length).toBe(0);
    expect(unit.bytes).toEqual(new Uint8Array());
  });
});

describe("streams that are written", () => {
  test("[DATA-9] a message without nulls has no bitmap, which saves an eighth of its bytes", () => {
    const value = DoraValue.from(new Uint8Array(67_000_000));

    expect(value.ipcLength).toBeLessThan(67_000_000 + 1024);
    expect(value.ipcLength).toBeLessThanOrEqual(67_108_864);
  });

  test("[DATA-10] messages and buffers begin at multiples of 64 bytes, and the stream has its end marker", () => {
    const stream = DoraValue.from(Uint8Array.of(1, 2, 3)).ipc();
    const view = new DataView(stream.buffer, stream.byteOffset, stream.length);
    const schemaEnd = 8 + view.getInt32(4, true);
    const bodyStart = schemaEnd + 8 + view.getInt32(schemaEnd + 4, true);

    expect(schemaEnd % 64).toBe(0);
    expect(bodyStart % 64).toBe(0);
    expect(stream.subarray(bodyStart, bodyStart + 3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(stream.subarray(-8)).toEqual(hex("ffffffff00000000"));
  });

  test("[DATA-11] a stream is written into the caller's bytes, every byte of it and no other", () => {
    const value = DoraValue.from(["a", null, "ccc"]);
    const target = new Uint8Array(value.ipcLength + 24).fill(0xaa);

    value.writeIpc(target, 16);

    expect(target.subarray(16, 16 + value.ipcLength)).toEqual(value.ipc());
    expect([...target.subarray(0, 16), ...target.subarray(-8)]).toEqual(Array.from({ length: 24 }, () => 0xaa));
  });
});
