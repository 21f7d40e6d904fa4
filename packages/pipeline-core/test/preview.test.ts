import fc from "fast-check";
import { expect, test } from "vitest";
import { preview, previewLimits } from "../src/internal/preview.ts";

class Point {
  x = 1;
  get bad(): number {
    throw new Error("no");
  }
}
const circle: Record<string, unknown> = { name: "c" };
circle["self"] = [circle];
const throwing = Object.defineProperty({ a: 1 }, "b", {
  enumerable: true,
  get: () => {
    throw new Error("secret");
  },
});
const broken = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error("closed");
    },
  },
);

test.each<[string, unknown, unknown]>([
  ["text", "abc", "abc"],
  ["NaN", Number.NaN, "NaN"],
  ["a big integer", 12n, "12n"],
  ["undefined", undefined, "[undefined]"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["a named function", Math.max, "[Function max]"],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid date", new Date(Number.NaN), null],
  ["a map", new Map([["a", { b: 1 }]]), { "[Map of 1]": [["a", { b: 1 }]] }],
  ["a set", new Set([1, 2]), { "[Set of 2]": [1, 2] }],
  ["bytes", new Uint8Array(9), "[Uint8Array of 9 bytes]"],
  ["a buffer", new ArrayBuffer(3), "[ArrayBuffer of 3 bytes]"],
  ["a pattern", /a+/g, "/a+/g"],
  ["a promise", Promise.resolve(1), "[Promise]"],
  ["a stream", { [Symbol.asyncIterator]: () => [][Symbol.iterator]() }, "[stream]"],
  ["a generator", (async function* () {})(), "[stream]"],
  ["an error", new TypeError("bad"), { type: "TypeError", message: "bad" }],
  ["an instance", new Point(), { x: 1 }],
  ["no prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["what has toJSON", new URL("https://example.org/a"), "https://example.org/a"],
  ["a circle", circle, { name: "c", self: ["[Circular]"] }],
  ["a throwing getter", throwing, { a: 1, b: "[Unreadable: secret]" }],
  ["a throwing proxy", broken, "[Unreadable: closed]"],
])("%s", (_what, value, expected) => {
  expect(preview(value)).toEqual(expected);
});

test("long texts, lists, objects and deep values are cut and say what is missing", () => {
  expect(preview("x".repeat(1000))).toBe(`${"x".repeat(300)}… (1000 characters)`);
  expect((preview(Array(100).fill(0)) as unknown[]).slice(-2)).toEqual([0, "… 70 more"]);
  const wide = preview(Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`k${key}`, key])));
  expect(Object.entries(wide as object).at(-1)).toEqual(["…", "10 more"]);
  expect(preview([[[[[["deep"]]]]]])).toEqual([[[[["[Array of 1]"]]]]]);
});

test("the same value twice is no circle", () => {
  const shared = { a: 1 };
  expect(preview([shared, shared])).toEqual([shared, shared]);
});

test("anything becomes JSON of bounded size and never throws", () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withSparseArray: true,
        withNullPrototype: true,
      }),
      (value) => {
        const shown = preview(value);
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
      },
    ),
  );
  const tree = (depth: number): unknown => (depth === 0 ? "leaf" : Array.from({ length: 30 }, () => tree(depth - 1)));
  const size = JSON.stringify(preview(tree(4))).length;
  expect(size).toBeLessThan(previewLimits.values * 60);
});
