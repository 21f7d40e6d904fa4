/** Damaged and hostile files. */
import { MillraceError } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import { readFile } from "node:fs/promises";
import zlib from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readParquet, writeParquet } from "../../src/data/parquet.ts";
import { toColumns } from "../../src/data/table.ts";

const fixture = (name: string) => readFile(new URL(`fixtures/${name}.parquet`, import.meta.url));

/** The only ways in which reading may end. */
async function readOrRefuse(bytes: Uint8Array): Promise<string> {
  try {
    await readParquet(bytes, { maxBytes: 2 ** 24 });
    return "read";
  } catch (error) {
    if (MillraceError.is(error)) return error.code;
    throw error;
  }
}

const endings = ["read", "FUNCTION_INVALID_PARQUET", "FUNCTION_TABLE_TOO_LARGE"];

describe("a damaged file", () => {
  test.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("a,b\n1,2\n")],
    ["only the magic", new TextEncoder().encode("PAR1PAR1")],
    ["an endless footer", new Uint8Array([...new TextEncoder().encode("PAR1"), 255, 255, 255, 127, 80, 65, 82, 49])],
    ["JSON", new TextEncoder().encode(JSON.stringify({ a: "x".repeat(100) }))],
  ])("[DATA-7] %s is refused", async (_, bytes) => {
    await expectCode(readParquet(bytes), "FUNCTION_INVALID_PARQUET");
  });

  test("[DATA-7] cut anywhere, it is refused", async () => {
    const bytes = await fixture("codec-snappy");
    for (let end = 0; end < bytes.length; end += 7) {
      await expectCode(readParquet(bytes.subarray(0, end)), "FUNCTION_INVALID_PARQUET");
    }
  });

  // Without Node's own zstd (before 22.15) a damaged page may never end, as the reader says.
  const withZstd = "zstdDecompressSync" in zlib ? ["codec-zstd", "pages-v2"] : [];

  test.each(["types", "codec-gzip", "codec-lz4", "codec-brotli", "codec-snappy", ...withZstd])(
    "[DATA-7] %s with wrong bytes is read or refused with a code",
    async (name) => {
      const whole = await fixture(name);
      const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(damage, async (places) => {
          const bytes = Uint8Array.from(whole);
          for (const [place, byte] of places) bytes[place] = byte;
          expect(endings).toContain(await readOrRefuse(bytes));
        }),
        { numRuns: 150 },
      );
    },
  );
});

/** A file whose metadata are these bytes. */
const withMetadata = (metadata: Uint8Array): Uint8Array => {
  const length = new Uint8Array(new Uint32Array([metadata.length]).buffer);
  const magic = new TextEncoder().encode("PAR1");
  return Buffer.concat([magic, metadata, length, magic]);
};

describe("hostile metadata", () => {
  test.each([
    ["a number that does not end", [0x16, ...Array.from({ length: 400_000 }, () => 0xff)]],
    ["a list of more items than there are bytes", [0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07]],
    ["a text that is longer than the file", [0x18, 0xff, 0xff, 0xff, 0xff, 0x07]],
    ["structs in structs", Array.from({ length: 100_000 }, () => 0x1c)],
    ["lists in lists", Array.from({ length: 100_000 }, () => 0x19)],
    ["a field of an unknown type", [0x1d, 0x00]],
    ["no end", [0x15]],
    ["nothing of what it must have", [0x00]],
  ])("[DATA-7] %s", async (_, metadata) => {
    await expectCode(readParquet(withMetadata(new Uint8Array(metadata))), "FUNCTION_INVALID_PARQUET");
  });
});

describe("a file that grows", () => {
  test("[DATA-8] is refused before it is unpacked", async () => {
    const zeros = toColumns({ columns: { text: Array.from({ length: 1000 }, () => "0".repeat(10_000)) } });
    const bytes = await writeParquet(zeros);
    expect(bytes.length).toBeLessThan(1_000_000);
    expect((await readParquet(bytes)).rows).toBe(1000);
    const error = await expectCode(readParquet(bytes, { maxBytes: 7000 }), "FUNCTION_TABLE_TOO_LARGE");
    expect(error.message).toContain("more than 7000 bytes");
  });

  test("[DATA-8] is refused when a few bytes promise many values", async () => {
    const same = toColumns({ columns: { text: Array.from({ length: 90_000 }, () => "a") } });
    const bytes = await writeParquet(same);
    expect(bytes.length).toBeLessThan(10_000);
    await expectCode(readParquet(bytes, { maxBytes: 100_000 }), "FUNCTION_TABLE_TOO_LARGE");
  });
});
