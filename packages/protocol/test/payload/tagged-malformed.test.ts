import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MillraceError } from "@millrace/protocol";
import { decodeTagged, encodeTagged, fromTagged, type TaggedTree } from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import { taggable } from "./values.ts";

/** Decodes, or fails with one of the codes that are promised; everything else reaches the test. */
function decodeOrRefuse(decode: () => unknown): "value" | "refused" {
  try {
    decode();
    return "value";
  } catch (error) {
    if (MillraceError.is(error, "PROTOCOL_MALFORMED") || MillraceError.is(error, "PROTOCOL_TOO_DEEP")) return "refused";
    throw error;
  }
}

describe("malformed tagged JSON", () => {
  test.each(["", "{", "undefined", "[1,]", '"\u0000"', "\ud800"])("%j is no JSON", async (text) => {
    await expectCode(() => decodeTagged(text), "PROTOCOL_MALFORMED");
  });

  const error = { name: "E", message: "m" };

  test.each<TaggedTree>([
    { $: 1 },
    { $: null, v: 1 },
    { $: "unknown", v: 1 },
    { $: "toString" },
    { $: "number", v: "12" },
    { $: "number", v: 1 },
    { $: "bigint", v: "1.5" },
    { $: "bigint", v: "0x10" },
    { $: "bigint", v: "" },
    { $: "bigint" },
    { $: "Date", v: "yesterday" },
    { $: "Date", v: 0 },
    { $: "Date" },
    { $: "Set", v: {} },
    { $: "Map", v: [[1]] },
    { $: "Map", v: [[1, 2, 3]] },
    { $: "Map", v: [1] },
    { $: "object", v: [] },
    { $: "object", v: null },
    { $: "RegExp", v: ["(", ""] },
    { $: "RegExp", v: ["a", "xx"] },
    { $: "RegExp", v: "a" },
    { $: "URL", v: "not a url" },
    { $: "URL", v: 1 },
    { $: "Uint8Array", v: "!!!!" },
    { $: "Uint8Array", v: "AA" },
    { $: "Uint8Array", v: [1] },
    { $: "Uint16Array", v: "AA==" },
    { $: "Float64Array", v: "AAAA" },
    { $: "error", v: null },
    { $: "error", v: {} },
    { $: "error", v: { name: "E" } },
    { $: "error", v: { ...error, stack: 1 } },
    { $: "error", v: { ...error, type: "Object" } },
    { $: "error", v: { ...error, type: 1 } },
    { $: "error", v: { ...error, props: 1 } },
    { $: "error", v: { ...error, props: null } },
    { $: "error", v: { ...error, type: "AggregateError", errors: {} } },
    { $: "error", v: { ...error, type: "MillraceError" } },
    { $: "error", v: { ...error, type: "MillraceError", code: "A_B", retryable: "no" } },
    { $: "error", v: { ...error, type: "MillraceError", code: "A_B", retryable: true, details: 1 } },
    { $: "error", v: { ...error, type: "MillraceError", code: "A_B", retryable: true, details: null } },
  ])("%j is refused with its path", async (tree) => {
    const refused = await expectCode(() => fromTagged({ deep: [tree] }), "PROTOCOL_MALFORMED");
    expect(refused.message).toContain("tagged JSON at $.deep[0]: ");
  });

  test("so are trees that hold what JSON does not", async () => {
    for (const value of [undefined, 1n, () => 1, Symbol("s")]) {
      await expectCode(() => fromTagged([value as unknown as TaggedTree]), "PROTOCOL_MALFORMED");
    }
  });

  test("text that nests without end is refused, not followed", async () => {
    await expectCode(() => decodeTagged("[".repeat(5000) + "]".repeat(5000)), "PROTOCOL_TOO_DEEP");
    await expectCode(() => decodeTagged('{"a":'.repeat(5000) + "1" + "}".repeat(5000)), "PROTOCOL_TOO_DEEP");
    await expectCode(() => decodeTagged("[".repeat(1_000_000)), "PROTOCOL_MALFORMED");
  });

  test("any text and any tree give a value or one of the codes", () => {
    const anyTree = fc.jsonValue({ depthSize: "medium" });
    const tags = fc.constantFrom(
      "Date",
      "Map",
      "Set",
      "error",
      "object",
      "bigint",
      "number",
      "RegExp",
      "URL",
      "Buffer",
      "DataView",
    );
    const tagged = fc.record({ $: tags, v: anyTree });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => void outcomes.add(decodeOrRefuse(() => decodeTagged(text)))),
    );
    fc.assert(fc.property(fc.json(), (text) => void outcomes.add(decodeOrRefuse(() => decodeTagged(text)))));
    fc.assert(
      fc.property(fc.oneof(anyTree, tagged, fc.array(tagged)), (tree) => {
        outcomes.add(decodeOrRefuse(() => fromTagged(tree as TaggedTree)));
      }),
      { numRuns: 1000 },
    );
    expect(outcomes).toEqual(new Set(["value", "refused"]));
  });

  test("good text with a few characters changed gives a value or one of the codes", () => {
    const change = fc.record({ place: fc.nat(), text: fc.string({ maxLength: 2 }), drop: fc.nat(3) });
    fc.assert(
      fc.property(taggable, fc.array(change, { minLength: 1, maxLength: 3 }), (value, changes) => {
        let text = encodeTagged(value);
        for (const { place, text: put, drop } of changes) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + put + text.slice(at + drop);
        }
        expect(["value", "refused"]).toContain(decodeOrRefuse(() => decodeTagged(text)));
      }),
      { numRuns: 500 },
    );
  });
});

describe("prototypes", () => {
  test("are never touched by keys", () => {
    const text = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const value = decodeTagged(text) as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(value["polluted"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(encodeTagged(value)).toBe(text);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")).toMatchObject({ writable: true, configurable: true });
  });

  test("of errors neither", () => {
    const props = JSON.parse('{"__proto__":{"polluted":1}}') as TaggedTree;
    const error = fromTagged({ $: "error", v: { name: "E", message: "m", props } }) as Error;
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
    expect("polluted" in error).toBe(false);
  });
});
