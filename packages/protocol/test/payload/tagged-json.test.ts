import { isDeepStrictEqual } from "node:util";
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MillraceError } from "@millrace/protocol";
import { decodeTagged, encodeTagged, fromTagged, toTagged, type TaggedOptions } from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import { taggable } from "./values.ts";

const roundTrip = (value: unknown): unknown => decodeTagged(encodeTagged(value));

/** By Node's comparison, since vitest's stumbles over keys named `constructor`; the text tells the order as well. */
function same(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(actual, expected) && encodeTagged(actual) === encodeTagged(expected);
}

describe("a round trip", () => {
  test("keeps every value, its class included", () => {
    fc.assert(
      fc.property(taggable, (value) => {
        expect(same(roundTrip(value), value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("by tree equals that by text", () => {
    fc.assert(
      fc.property(taggable, (value) => {
        const tree = toTagged(value);
        expect(same(JSON.parse(JSON.stringify(tree)), tree)).toBe(true);
        expect(same(fromTagged(tree), value)).toBe(true);
      }),
    );
  });

  test.runIf("Float16Array" in globalThis)("keeps Float16Array (Node has it from 24)", () => {
    const { Float16Array } = globalThis as unknown as { Float16Array: new (items: number[]) => object };
    expect(same(roundTrip(new Float16Array([1.5, -0])), new Float16Array([1.5, -0]))).toBe(true);
  });

  test("keeps only the part of a buffer that a view shows", () => {
    const whole = new Uint8Array([1, 2, 3, 4]);
    expect(roundTrip(whole.subarray(1, 3))).toStrictEqual(new Uint8Array([2, 3]));
    expect(encodeTagged(Buffer.from("pool"))).toBe('{"$":"Buffer","v":"cG9vbA=="}');
  });

  test("makes undefined of holes and ordinary objects of those without a prototype", () => {
    // oxlint-disable-next-line no-sparse-arrays -- what is tested
    expect(roundTrip([1, , 3])).toStrictEqual([1, undefined, 3]);
    expect(roundTrip(Object.assign(Object.create(null) as object, { a: 1 }))).toStrictEqual({ a: 1 });
  });

  test("writes what is shared twice; that is no cycle", () => {
    const shared = { a: new Map([["k", 1]]) };
    expect(roundTrip([shared, shared, { shared }])).toStrictEqual([shared, shared, { shared }]);
  });

  test("keeps values of another realm", () => {
    const foreign: unknown = runInContext(
      "({ date: new Date(5), map: new Map([[1, new Set([2])]]), list: [1n], bytes: new Uint8Array([7]), regexp: /x/g, error: new TypeError('bad') })",
      createContext({}),
    );
    const { error, ...others } = roundTrip(foreign) as { error: unknown };
    expect(others).toStrictEqual({
      date: new Date(5),
      map: new Map([[1, new Set([2])]]),
      list: [1n],
      bytes: new Uint8Array([7]),
      regexp: /x/g,
    });
    expect(error).toBeInstanceOf(TypeError);
  });
});

describe("the text", () => {
  test.each<[unknown, string]>([
    [{ a: [1, "x", null, true] }, '{"a":[1,"x",null,true]}'],
    [undefined, '{"$":"undefined"}'],
    [[Number.NaN, -Infinity, -0], '[{"$":"number","v":"NaN"},{"$":"number","v":"-Infinity"},{"$":"number","v":"-0"}]'],
    [10n, '{"$":"bigint","v":"10"}'],
    [new Date(0), '{"$":"Date","v":"1970-01-01T00:00:00.000Z"}'],
    [new Date(Number.NaN), '{"$":"Date","v":null}'],
    [new Map([["k", new Set([1])]]), '{"$":"Map","v":[["k",{"$":"Set","v":[1]}]]}'],
    [/a\/b/gi, '{"$":"RegExp","v":["a\\\\/b","gi"]}'],
    [new URL("http://h/p?q#f"), '{"$":"URL","v":"http://h/p?q#f"}'],
    [new Uint16Array([1]), '{"$":"Uint16Array","v":"AQA="}'],
    [{ $: "Date", v: "no" }, '{"$":"object","v":{"$":"Date","v":"no"}}'],
    [new RangeError("bad"), '{"$":"error","v":{"type":"RangeError","name":"RangeError","message":"bad"}}'],
    [
      new MillraceError("A_B", "bad"),
      '{"$":"error","v":{"type":"MillraceError","name":"MillraceError","message":"[A_B] bad","code":"A_B","retryable":false}}',
    ],
  ])("of %o is stable, since it lies in journals", (value, text) => {
    expect(encodeTagged(value, { stacks: false })).toBe(text);
  });
});

describe("canonical text", () => {
  test("does not depend on the order of keys", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
        return value;
      const made = {};
      for (const [key, item] of Object.entries(value).toReversed()) {
        Object.defineProperty(made, key, {
          value: reversed(item),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return made;
    };
    fc.assert(
      fc.property(taggable, (value) => {
        expect(encodeTagged(reversed(value), { canonical: true })).toBe(encodeTagged(value, { canonical: true }));
        expect(isDeepStrictEqual(decodeTagged(encodeTagged(value, { canonical: true })), value)).toBe(true);
      }),
    );
  });

  test("depends on the order in a Map, which is part of it", () => {
    const text = (entries: [string, number][]): string => encodeTagged(new Map(entries), { canonical: true });
    expect(
      text([
        ["a", 1],
        ["b", 2],
      ]),
    ).not.toBe(
      text([
        ["b", 2],
        ["a", 1],
      ]),
    );
  });

  test("leaves stacks out unless told otherwise", () => {
    const error = new Error("bad");
    expect(encodeTagged(error, { canonical: true })).not.toContain("stack");
    expect(encodeTagged(error, { canonical: true, stacks: true })).toContain("stack");
    expect(encodeTagged(error)).toContain("stack");
  });

  test("options are checked", async () => {
    await expectCode(() => encodeTagged(1, { cannonical: true } as TaggedOptions), "PROTOCOL_UNKNOWN_OPTION");
  });
});

describe("what cannot be kept", () => {
  class Money {
    readonly amount = 1;
  }

  test.each<[string, unknown, string]>([
    ["a function", { orders: [0, { callback: () => 1 }] }, "$.orders[1].callback"],
    ["a symbol", [Symbol("s")], "$[0]"],
    ["an instance of Money", { "total price": new Money() }, '$["total price"]'],
    ["an instance of WeakMap", new Map([[1, new WeakMap()]]), "$[0]"],
    ["an instance of Promise", new Set([Promise.resolve()]), "$[0]"],
    ["an instance of SharedArrayBuffer", new SharedArrayBuffer(1), "$"],
    ["an object with the symbol key Symbol(k)", { a: { [Symbol("k")]: 1 } }, "$.a"],
    ["a function", new Error("x", { cause: () => 1 }), "$.cause"],
    [
      "an instance of a class",
      { a: Object.create({ inherited: 1 }, { constructor: { value: undefined } }) as object },
      "$.a",
    ],
  ])("such as %s is named with its path", async (what, value, path) => {
    const error = await expectCode(() => encodeTagged(value), "PROTOCOL_NOT_ENCODABLE");
    expect(error.message).toContain(`value at ${path} is ${what}, which cannot be written and read back`);
    expect(error.details).toEqual({ path });
  });

  test("cycles are found through every kind of container", async () => {
    const list: unknown[] = [];
    list.push({ back: list });
    expect((await expectCode(() => encodeTagged(list), "PROTOCOL_CYCLE")).message).toContain(
      "$[0].back contains itself",
    );

    const map = new Map<string, unknown>();
    map.set("self", [map]);
    await expectCode(() => encodeTagged({ map }), "PROTOCOL_CYCLE");

    const set = new Set<unknown>();
    set.add(set);
    await expectCode(() => encodeTagged(set), "PROTOCOL_CYCLE");

    const error = new Error("x");
    error.cause = error;
    expect((await expectCode(() => encodeTagged(error), "PROTOCOL_CYCLE")).details).toEqual({ path: "$.cause" });
  });

  test.each<[string, (inner: unknown) => unknown]>([
    ["lists", (inner) => [inner]],
    ["objects", (inner) => ({ $: inner })],
    ["maps", (inner) => new Map([[inner, 1]])],
    ["errors", (cause) => new Error("x", { cause })],
  ])("%s nest to 1000 levels, and no further", async (_kind, wrap) => {
    let value: unknown = 1;
    for (let level = 0; level < 1000; level++) value = wrap(value);
    const text = encodeTagged(value, { stacks: false });
    expect(encodeTagged(decodeTagged(text), { stacks: false })).toBe(text);
    await expectCode(() => encodeTagged(wrap(value)), "PROTOCOL_TOO_DEEP");
  });

  test("the path of something very deep is shortened in the middle", async () => {
    let value: unknown = Symbol("s");
    for (let level = 0; level < 500; level++) value = { key: value };
    const error = await expectCode(() => encodeTagged(value), "PROTOCOL_NOT_ENCODABLE");
    expect(error.message).toContain(".key…");
    expect(error.message.length).toBeLessThan(500);
  });
});
