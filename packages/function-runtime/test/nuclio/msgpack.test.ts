import { MillraceError } from "@millrace/protocol";
import { expectCode, seededRandom, type SeededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { decodeMsgpack } from "../../src/nuclio/msgpack-decode.ts";
import { encodeMsgpack } from "../../src/testing/msgpack-encode.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

// The MessagePack specification's formats, each at the ends of its range.
test.each([
  ["c0", null],
  ["c2", false],
  ["c3", true],
  ["00", 0],
  ["7f", 127],
  ["ff", -1],
  ["e0", -32],
  ["cc ff", 255],
  ["cd ffff", 65_535],
  ["ce ffffffff", 4_294_967_295],
  ["cf 001fffffffffffff", Number.MAX_SAFE_INTEGER],
  ["cf ffffffffffffffff", 2n ** 64n - 1n],
  ["d0 80", -128],
  ["d1 8000", -32_768],
  ["d2 80000000", -2_147_483_648],
  ["d3 ffe0000000000001", Number.MIN_SAFE_INTEGER],
  ["d3 8000000000000000", -(2n ** 63n)],
  ["ca 3fc00000", 1.5],
  ["cb 3ff8000000000000", 1.5],
  ["a0", ""],
  ["a2 c3a4", "ä"],
  ["d9 01 61", "a"],
  ["da 0001 61", "a"],
  ["db 00000001 61", "a"],
  ["c4 03 616263", Buffer.from("abc")],
  ["c5 0001 ff", Buffer.of(255)],
  ["c6 00000001 00", Buffer.of(0)],
  ["90", []],
  ["92 01 c0", [1, null]],
  ["dc 0001 01", [1]],
  ["dd 00000001 01", [1]],
  ["80", {}],
  ["81 a1 61 01", { a: 1 }],
  ["de 0001 a1 61 01", { a: 1 }],
  ["df 00000001 a1 61 01", { a: 1 }],
  // Keys as older senders write them: bytes, and numbers.
  ["81 c4 01 61 01", { a: 1 }],
  ["81 07 01", { 7: 1 }],
])("[NUC-4] %s is a value", (bytes, value) => {
  expect(asBuffers(decodeMsgpack(hex(bytes)))).toEqual(value);
});

test("[NUC-4] a key that is the name of the prototype is a key and nothing else", () => {
  const decoded = decodeMsgpack(encodeMsgpack(JSON.parse('{"__proto__":{"polluted":true}}'))) as object;
  expect(Object.keys(decoded)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
});

const anything = (random: SeededRandom, depth = 0): unknown => {
  const kinds = depth < 4 ? 9 : 7;
  switch (random.int(1, kinds)) {
    case 1:
      return null;
    case 2:
      return random.next() < 0.5;
    case 3:
      return random.int(-(2 ** 40), 2 ** 40);
    case 4:
      return random.next() * 1e9;
    case 5:
      return "é".repeat(random.pick([0, 3, 15, 16, 40, 200, 40_000]));
    case 6:
      return Buffer.from(random.bytes(random.pick([0, 1, 255, 256, 70_000])));
    case 7:
      return 2n ** 60n + BigInt(random.int(0, 1000));
    case 8:
      return Array.from({ length: random.pick([0, 2, 15, 16, 20]) }, () => anything(random, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.pick([0, 3, 16]) }, (_, index) => [`key ${index}`, anything(random, depth + 1)]),
      );
  }
};

const asBuffers = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(asBuffers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asBuffers(item)]));
};

test("[NUC-4] what is encoded is decoded again, whatever it is", () => {
  const random = seededRandom("msgpack");
  for (let round = 0; round < 200; round++) {
    const value = anything(random);
    expect(asBuffers(decodeMsgpack(encodeMsgpack(value))), `round ${round}`).toEqual(value);
  }
});

test.each([
  ["", "it ends in the middle"],
  ["a5 6162", "it ends in the middle"],
  ["c6 ffffffff 00", "it ends in the middle"],
  ["dd ffffffff", "it ends in the middle"],
  ["01 01", "1 bytes after its end"],
  ["c1", "type 0xc1 at byte 0"],
  ["d6 ff 00000000", "type 0xd6 at byte 0"],
  ["91".repeat(100) + "c0", "more than 64 levels"],
])("[NUC-34] %s is refused", async (bytes, why) => {
  const error = await expectCode(() => decodeMsgpack(hex(bytes)), "FUNCTION_NUCLIO_MESSAGE");
  expect(error.message).toContain(why);
});

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "decoded";
  } catch (error) {
    return MillraceError.is(error) ? error.code : String(error);
  }
};

test("[NUC-34] random bytes are decoded or refused, and nothing else", () => {
  const random = seededRandom("noise");
  const codes = new Set<string>();
  for (let round = 0; round < 5000; round++) {
    const bytes = random.bytes(random.int(0, 40));
    codes.add(codeOf(() => decodeMsgpack(bytes)));
  }
  expect([...codes].toSorted((a, b) => a.localeCompare(b))).toEqual(["decoded", "FUNCTION_NUCLIO_MESSAGE"]);
});
