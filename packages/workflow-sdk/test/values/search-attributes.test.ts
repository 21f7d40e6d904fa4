import { createPayload, encodingOf, metadataText, type Payload } from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  type SearchAttributeKey,
  type SearchAttributePair,
} from "../../src/index.ts";
import { searchAttributesOf, wireSearchAttributes } from "../../src/wire/search-attributes.ts";

const text = (payload: Payload | undefined): string => new TextDecoder().decode(payload?.data);

const rows: readonly (readonly [SearchAttributePair, metadata: string, json: string])[] = [
  [{ key: defineSearchAttributeKey("a", "TEXT"), value: "some words" }, "Text", '"some words"'],
  [{ key: defineSearchAttributeKey("a", "KEYWORD"), value: "käse" }, "Keyword", '"käse"'],
  [{ key: defineSearchAttributeKey("a", "INT"), value: -42 }, "Int", "-42"],
  [{ key: defineSearchAttributeKey("a", "DOUBLE"), value: 0.5 }, "Double", "0.5"],
  [{ key: defineSearchAttributeKey("a", "BOOL"), value: false }, "Bool", "false"],
  [
    { key: defineSearchAttributeKey("a", "DATETIME"), value: new Date("2026-02-03T04:05:06.789Z") },
    "Datetime",
    '"2026-02-03T04:05:06.789Z"',
  ],
  [{ key: defineSearchAttributeKey("a", "KEYWORD_LIST"), value: ["x", "y"] }, "KeywordList", '["x","y"]'],
];

describe("on the wire", () => {
  test.each(rows)("[VAL-22] %o is JSON with the type %s", (pair, metadata, json) => {
    const message = wireSearchAttributes(new TypedSearchAttributes([pair]));
    const payload = message.indexedFields["a"];
    expect(payload && [encodingOf(payload), metadataText(payload, "type"), text(payload)]).toEqual([
      "json/plain",
      metadata,
      json,
    ]);
    expect(searchAttributesOf(message).getAll()).toEqual([pair]);
  });

  test("[VAL-22] every type has a row here", () => {
    expect(new Set(rows.map(([{ key }]) => key.type))).toEqual(new Set(Object.values(SearchAttributeType)));
  });

  test("[VAL-23] one that is removed is a null payload without a type", () => {
    const message = wireSearchAttributes([{ key: defineSearchAttributeKey("gone", "INT"), value: null }]);
    const payload = message.indexedFields["gone"] as Payload;
    expect([encodingOf(payload), Object.keys(payload.metadata), payload.data.length]).toEqual([
      "binary/null",
      ["encoding"],
      0,
    ]);
    expect(searchAttributesOf(message).getAll()).toEqual([]);
  });

  test.each<[string, string, SearchAttributePair["value"] | undefined]>([
    ["[7]", "Int", 7],
    ['["2026-01-01T00:00:00.123456789+01:00"]', "Datetime", new Date("2025-12-31T23:00:00.123Z")],
    ['"one"', "KeywordList", ["one"]],
    ["[]", "KeywordList", []],
    ["[1,2]", "Int", undefined],
    ["1.5", "Int", undefined],
    ['"7"', "Int", undefined],
    ['"never"', "Datetime", undefined],
    ["null", "Text", undefined],
    ["{", "Text", undefined],
    ['"x"', "Newer", undefined],
    ['"x"', "", undefined],
  ])("[VAL-24] %s of type %j is read as %o", (json, type, value) => {
    const payload = createPayload("json/plain", new TextEncoder().encode(json), type === "" ? {} : { type });
    const message = { ...wireSearchAttributes([]), indexedFields: { a: payload as never } };
    expect(
      searchAttributesOf(message)
        .getAll()
        .map((pair) => pair.value),
    ).toEqual(value === undefined ? [] : [value]);
  });

  test("[VAL-24] nothing is nothing", () => {
    expect(searchAttributesOf(undefined).getAll()).toEqual([]);
  });
});

describe("bad values", () => {
  test.each<[SearchAttributeType, unknown]>([
    ["TEXT", 1],
    ["KEYWORD", ["x"]],
    ["INT", 1.5],
    ["INT", 2 ** 53],
    ["DOUBLE", NaN],
    ["DOUBLE", Infinity],
    ["BOOL", "true"],
    ["DATETIME", "2026-01-01"],
    ["DATETIME", new Date(NaN)],
    ["DATETIME", new Date(8.64e15)],
    ["KEYWORD_LIST", "x"],
    ["KEYWORD_LIST", [1]],
    ["INT", undefined],
  ])("[VAL-25] for %s, %o is refused", async (type, value) => {
    const pair = { key: { name: "a", type }, value } as SearchAttributePair;
    await expectCode(() => new TypedSearchAttributes([pair]), "WORKFLOW_INVALID_SEARCH_ATTRIBUTE");
    await expectCode(() => wireSearchAttributes([pair]), "WORKFLOW_INVALID_SEARCH_ATTRIBUTE");
  });

  test("[VAL-25] so are a type that there is not, and a key given twice", async () => {
    await expectCode(() => defineSearchAttributeKey("a", "NUMBER" as never), "PROTOCOL_INVALID_OPTION");
    const pair = { key: defineSearchAttributeKey("a", "INT"), value: 1 };
    await expectCode(() => new TypedSearchAttributes([pair, pair]), "WORKFLOW_INVALID_SEARCH_ATTRIBUTE");
    const odd = { key: { name: "a", type: "NUMBER" }, value: 1 } as never;
    await expectCode(() => new TypedSearchAttributes([odd]), "WORKFLOW_INVALID_SEARCH_ATTRIBUTE");
  });
});

describe("TypedSearchAttributes", () => {
  const count: SearchAttributeKey<"INT"> = defineSearchAttributeKey("count", "INT");
  const tags = defineSearchAttributeKey("tags", "KEYWORD_LIST");
  const when = defineSearchAttributeKey("when", "DATETIME");
  const attributes = new TypedSearchAttributes([
    { key: count, value: 1 },
    { key: tags, value: ["a"] },
  ]);

  test("[VAL-26] gives values by key, and none for a key of another type", () => {
    expect(attributes.get(count)).toBe(1);
    expect(attributes.get(defineSearchAttributeKey("count", "DOUBLE"))).toBeUndefined();
    expect(attributes.get(when)).toBeUndefined();
    expect(JSON.parse(JSON.stringify(attributes))).toEqual(JSON.parse(JSON.stringify(attributes.getAll())));
  });

  test("[VAL-26] is changed as a copy: set, replaced, and removed if the type is right", () => {
    const changed = attributes.updateCopy([
      { key: count, value: 2 },
      { key: when, value: new Date(0) },
      { key: tags, value: null },
    ]);
    expect(changed.getAll()).toEqual([
      { key: count, value: 2 },
      { key: when, value: new Date(0) },
    ]);
    expect(attributes.get(tags)).toEqual(["a"]);
    const otherType = attributes.updateCopy([{ key: defineSearchAttributeKey("tags", "TEXT"), value: null }]);
    expect(otherType.get(tags)).toEqual(["a"]);
  });

  test("[VAL-26] does not change with the lists and dates that it was made of, or gives", () => {
    const list = ["a"];
    const date = new Date(0);
    const own = new TypedSearchAttributes([
      { key: tags, value: list },
      { key: when, value: date },
    ]);
    list.push("b");
    date.setTime(1);
    own.get(when)?.setTime(2);
    expect([own.get(tags), own.get(when)]).toEqual([["a"], new Date(0)]);
  });
});
