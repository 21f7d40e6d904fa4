import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteWriter } from "@millrace/protocol/grpc";
import { BlockBuilder } from "../../../src/grpc/http2/header-block.ts";
import { HeaderDecoder } from "../../../src/grpc/http2/header-decoder.ts";
import { HeaderEncoder } from "../../../src/grpc/http2/header-encoder.ts";
import { staticTable } from "../../../src/grpc/http2/static-table.ts";

type Fields = [name: string, value: string][];

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

function decode(decoder: HeaderDecoder, block: Buffer): Fields {
  const fields: Fields = [];
  decoder.decode(block, ({ name, value }) => fields.push([name, value]));
  return fields;
}

function encode(encoder: HeaderEncoder, headers: Record<string, string | string[]>): Buffer {
  const out = new ByteWriter();
  encoder.encode(headers, out);
  return Buffer.from(out.buffer.subarray(0, out.position));
}

describe("blocks of RFC 7541, appendix C", () => {
  const first = [
    [":method", "GET"],
    [":scheme", "http"],
    [":path", "/"],
    [":authority", "www.example.com"],
  ];

  test.each([
    ["C.3.1", "C.3.2", "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", "8286 84be 5808 6e6f 2d63 6163 6865"],
    ["C.4.1", "C.4.2", "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", "8286 84be 5886 a8eb 1064 9cbf"],
  ])("%s and %s: a second block names what the first has added", (_first, _second, one, two) => {
    const decoder = new HeaderDecoder();
    expect(decode(decoder, hex(one))).toEqual(first);
    expect(decode(decoder, hex(two))).toEqual([...first, ["cache-control", "no-cache"]]);
  });

  test("C.2: fields that are added, not added, and never to be", () => {
    const custom = "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572";
    expect(decode(new HeaderDecoder(), hex(`${custom} be`))).toEqual([
      ["custom-key", "custom-header"],
      ["custom-key", "custom-header"],
    ]);
    expect(decode(new HeaderDecoder(), hex("040c 2f73 616d 706c 652f 7061 7468"))).toEqual([[":path", "/sample/path"]]);
    expect(decode(new HeaderDecoder(), hex("1008 7061 7373 776f 7264 0673 6563 7265 74"))).toEqual([
      ["password", "secret"],
    ]);
  });
});

describe("a block that nobody can read ends the connection", () => {
  test.each([
    ["an entry that does not exist", "be"],
    ["entry 0", "80"],
    ["a table larger than we offered", "3fe2 1f"],
    ["a text that is longer than the block", "400a 61"],
    ["a number without an end", "ff ff ff ff ff ff"],
    ["a Huffman code that does not exist", "4084 ffff ffff 00"],
    ["Huffman padding that is not ones", "4081 1800"],
  ])("%s", (_what, block) => {
    expect(() => decode(new HeaderDecoder(), hex(block))).toThrow(expect.objectContaining({ code: 9 }));
  });
});

test("the static table has the 61 entries of the RFC", () => {
  expect(staticTable.length).toBe(61);
  expect([staticTable[1], staticTable[15], staticTable[60]]).toEqual([
    { name: ":method", value: "GET" },
    { name: "accept-encoding", value: "gzip, deflate" },
    { name: "www-authenticate", value: "" },
  ]);
});

const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const values = fc.stringMatching(/^[ -~\u0080-\u00ff]{0,60}$/);

test("what is encoded is decoded again, block after block, whatever the server lets us remember", () => {
  const step = fc.record({
    headers: fc.dictionary(names, fc.oneof(values, fc.array(values, { maxLength: 3 })), { maxKeys: 8 }),
    limit: fc.option(fc.integer({ min: 0, max: 6000 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder()];
      for (const { headers, limit } of steps) {
        if (limit !== undefined) encoder.limit(limit);
        const expected = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
        expect(decode(decoder, encode(encoder, headers))).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

test("a block that cannot be sent leaves both sides with the same memory", () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder()];
  decode(decoder, encode(encoder, { "x-one": "1" }));
  expect(() => encode(encoder, { "x-two": "2", "x-bad": "a\nb" })).toThrow(TypeError);
  expect(() => encode(encoder, { "X-Bad": "a" })).toThrow(TypeError);
  expect(decode(decoder, encode(encoder, { "x-two": "2", "x-one": "1" }))).toEqual([
    ["x-two", "2"],
    ["x-one", "1"],
  ]);
});

test("headers that were sent before take a byte each", () => {
  const encoder = new HeaderEncoder();
  const headers = { ":path": "/a.B/C", "x-one": "1", te: "trailers" };
  encode(encoder, headers);
  expect(encode(encoder, headers).length).toBe(3);
});

describe("a block becomes headers as node:http2 has them", () => {
  const build = (fields: Fields): BlockBuilder => {
    const builder = new BlockBuilder();
    for (const [name, value] of fields) builder.add({ name, value });
    return builder;
  };

  test("the status is a number, values of a name are joined, cookies are a list, and any name will do", () => {
    const { block, malformed } = build([
      [":status", "200"],
      ["a", "1"],
      ["a", "2"],
      ["set-cookie", "x"],
      ["set-cookie", "y"],
      ["content-type", "first"],
      ["content-type", "second"],
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
    expect(malformed).toBeUndefined();
    expect(Object.entries(block)).toEqual([
      [":status", 200],
      ["a", "1, 2"],
      ["set-cookie", ["x", "y"]],
      ["content-type", "first"],
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
  });

  test.each<[string, Fields]>([
    ["an upper-case name", [["Bad", "1"]]],
    ["no name", [["", "1"]]],
    ["a header of requests", [[":path", "/"]]],
    ["a status that is no number", [[":status", "ok"]]],
    [
      "a status behind other headers",
      [
        ["a", "1"],
        [":status", "200"],
      ],
    ],
  ])("%s is malformed", (_what, fields) => {
    expect(build(fields).malformed).toBeDefined();
  });

  test("64 KiB are too large", () => {
    const block = (bytes: number): Fields => [["x", "y".repeat(bytes)]];
    expect([build(block(65_500)).tooLarge, build(block(65_600)).tooLarge]).toEqual([false, true]);
  });
});
