import { create } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { bytes, json, protobuf, text } from "../src/index.ts";

describe("codecs give back what they were given", () => {
  test("text", () => {
    const roundTrip = async (value: string): Promise<void> => {
      expect(await text.decode(await text.encode(value))).toBe(value);
    };
    return fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme" }), roundTrip));
  });

  test("a byte order mark is text as any other", async () => {
    expect(await text.decode(Buffer.from("\uFEFFa"))).toBe("\uFEFFa");
  });

  test("bytes, the same object", async () => {
    const value = Uint8Array.of(0, 1, 255);
    expect(await bytes.encode(value)).toBe(value);
    expect(await bytes.decode(value)).toBe(value);
  });

  test("json", () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await json().decode(await json().encode(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));

  test("protobuf, also from an initializer", async () => {
    const codec = protobuf(TimestampSchema);
    const message = await codec.decode(await codec.encode({ seconds: 5n, nanos: 6 }));
    expect(message).toEqual(create(TimestampSchema, { seconds: 5n, nanos: 6 }));
    expect(codec.name).toBe("google.protobuf.Timestamp");
  });
});

describe("codecs refuse", () => {
  test.each([
    ["text that is no UTF-8", () => text.decode(Uint8Array.of(0xc3, 0x28))],
    ["JSON that is cut", () => json().decode(Buffer.from('{"a":'))],
    ["JSON that the schema refuses", () => json(z.number()).decode(Buffer.from('"a"'))],
    ["a value that the schema refuses", () => json(z.number()).encode("a" as never)],
    ["a value that JSON has no form for", () => json().encode(undefined)],
    ["bytes that are no message", () => protobuf(TimestampSchema).decode(Uint8Array.of(0x0a, 0xff))],
    ["bytes that are text", () => bytes.encode("a" as never)],
  ])("%s", async (_what, work) => {
    await expect(async () => work()).rejects.toThrow(/\S/);
  });

  test("with what the schema says, and where", async () => {
    const codec = json(z.object({ lines: z.array(z.object({ price: z.number() })) }));
    await expect(async () => codec.decode(Buffer.from('{"lines":[{"price":"x"}]}'))).rejects.toThrow(
      /lines\.0\.price: /,
    );
  });
});

test("reading gives what the schema makes of the JSON; writing sends it", async () => {
  const codec = json(z.object({ at: z.coerce.date(), size: z.number().default(3) }));
  expect(await codec.decode(Buffer.from('{"at":"2026-01-31T00:00:00Z"}'))).toEqual({
    at: new Date("2026-01-31T00:00:00Z"),
    size: 3,
  });
  expect(Buffer.from(await codec.encode({ at: new Date(0) })).toString()).toBe(
    '{"at":"1970-01-01T00:00:00.000Z","size":3}',
  );
});
