import { describe, expect, test } from "vitest";
import { decodeTagged, encodeTagged } from "@millrace/protocol/payload";
const turn = (v: unknown) => decodeTagged(encodeTagged(v));
describe("tagged JSON", () => {
  test.each([
    undefined,
    null,
    1,
    -0,
    NaN,
    Infinity,
    "x",
    12n,
    new Date(5),
    new Date(NaN),
    new Map<unknown, unknown>([[{ a: 1 }, new Set([1, undefined])]]),
    new Uint8Array([1, 2]),
    new Float64Array([1.5]),
    new ArrayBuffer(3),
    Buffer.from("hi"),
    /a+/gi,
    new URL("http://x/y"),
    { $: 1, v: 2 },
    { a: { $: "Date" } },
    JSON.parse('{"__proto__":{"x":1}}'),
    new TypeError("bad", { cause: new RangeError("r") }),
  ])("%o", (value) => {
    expect(turn(value)).toStrictEqual(value);
  });
});
