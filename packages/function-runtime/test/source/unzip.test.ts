import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { FunctionError } from "../../src/index.ts";
import { unzip, type UnzipLimits } from "../../src/source/unzip.ts";
import { tempFolder, textsOf } from "./support.ts";
import { zipOf, type Entry } from "./zip-of.ts";

interface Unzipped {
  readonly error: unknown;
  readonly texts: Readonly<Record<string, string>>;
  /** What lies beside the folder, where nothing may. */
  readonly beside: readonly string[];
}

async function unzipped(archive: Uint8Array, limits?: UnzipLimits): Promise<Unzipped> {
  const root = await tempFolder();
  const folder = path.join(root, "a", "b", "into");
  await mkdir(folder, { recursive: true });
  const error = await unzip(archive, folder, limits).catch((thrown: unknown) => thrown);
  const beside = (await readdir(root, { recursive: true })).filter(
    (name) => !name.startsWith(path.join("a", "b", "into")),
  );
  return {
    error,
    texts: await textsOf(folder),
    beside: beside.filter((name) => name !== "a" && name !== path.join("a", "b")),
  };
}

describe("archives", () => {
  it("[CORE-38] files and folders come as they are", async () => {
    const made = zipSync({
      "main.ts": Buffer.from("export {};"),
      lib: { "a.ts": Buffer.from("é".repeat(1000)), "empty.txt": Buffer.from("") },
    });
    expect(await unzipped(made)).toEqual({
      error: undefined,
      texts: { "main.ts": "export {};", "lib/a.ts": "é".repeat(1000), "lib/empty.txt": "" },
      beside: [],
    });
    const stored = zipOf([
      { name: "lib/", mode: 0o040755 },
      { name: "lib/a.ts", content: "a", method: 0 },
    ]);
    expect((await unzipped(stored)).texts).toEqual({ "lib/a.ts": "a" });
    expect((await unzipped(zipOf([]))).error).toBeUndefined();
  });

  const bad: readonly (readonly [string, readonly Entry[], string])[] = [
    ["a path upwards", [{ name: "../evil.ts" }], "leads out"],
    ["a path upwards in the middle", [{ name: "a/../../evil.ts" }], "leads out"],
    ["an absolute path", [{ name: "/evil.ts" }], "leads out"],
    ["a path of Windows", [{ name: "..\\evil.ts" }], "leads out"],
    ["a drive", [{ name: "C:evil.ts" }], "leads out"],
    ["a folder upwards", [{ name: "../" }], "leads out"],
    ["an empty name", [{ name: "" }], "leads out"],
    ["the folder itself", [{ name: "./" }], "leads out"],
    ["a name with a zero", [{ name: "a\0.ts" }], "leads out"],
    ["a link", [{ name: "link", content: "/etc/passwd", mode: 0o120777 }], "link or a device"],
    ["a device", [{ name: "null", mode: 0o020666 }], "link or a device"],
    ["an encrypted file", [{ name: "a", flags: 1 }], "encrypted"],
    ["an unknown compression", [{ name: "a", method: 99 }], "unknown method 99"],
    ["a wrong checksum", [{ name: "a", content: "a", crc: 1 }], "checksum"],
    ["more than it says", [{ name: "a", content: "a".repeat(100_000), size: 10 }], "cannot be unpacked"],
    ["less than it says", [{ name: "a", content: "a", size: 10 }], "checksum"],
    ["a name twice", [{ name: "a" }, { name: "a" }], "twice"],
    ["a file that is a folder", [{ name: "a" }, { name: "a/b" }], "as a file and as a folder"],
    ["a file that is a folder, later", [{ name: "a/b" }, { name: "a" }], "as a file and as a folder"],
    ["a name that no file system takes", [{ name: "a".repeat(5000) }], "cannot be the name of a file"],
    ["a file that is an empty folder", [{ name: "a" }, { name: "a/" }], "as a file and as a folder"],
  ];
  it.each(bad)("[CORE-41] %s is refused", async (_what, entries, says) => {
    const { error, beside } = await unzipped(zipOf([{ name: "good.ts", content: "good" }, ...entries]));
    expect(error).toMatchObject({ code: "FUNCTION_INVALID_SOURCE", message: expect.stringContaining(says) as string });
    expect(beside).toEqual([]);
  });

  it("[CORE-41] more bytes than allowed are refused before one is unpacked", async () => {
    const bomb = zipOf([
      { name: "a", content: Buffer.alloc(600) },
      { name: "b", content: Buffer.alloc(600) },
    ]);
    const { error, texts } = await unzipped(bomb, { maxBytes: 1000 });
    expect(error).toMatchObject({
      code: "FUNCTION_INVALID_SOURCE",
      message: expect.stringContaining("1200 bytes") as string,
    });
    expect(texts).toEqual({});
    expect((await unzipped(bomb, { maxBytes: 1200 })).error).toBeUndefined();
  });

  it("[CORE-41] more entries than allowed are refused", async () => {
    const many = zipOf(Array.from({ length: 11 }, (_, index) => ({ name: `${index}` })));
    expect((await unzipped(many, { maxEntries: 10 })).error).toMatchObject({ code: "FUNCTION_INVALID_SOURCE" });
    expect((await unzipped(many, { maxEntries: 11 })).error).toBeUndefined();
  });

  it("[CORE-41] what is cut off or changed is refused or unpacks as it was", async () => {
    const archive = zipOf([
      { name: "main.ts", content: "export const f = 1;" },
      { name: "lib/a.ts", content: "a" },
    ]);
    const whole = (await unzipped(archive)).texts;
    const change = fc.record({
      at: fc.nat(archive.length - 1),
      to: fc.nat(255),
      keep: fc.integer({ min: 0, max: archive.length }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to, keep }) => {
        const changed = Uint8Array.from(archive);
        changed[at] = to;
        const { error, texts, beside } = await unzipped(changed.subarray(0, to % 2 === 0 ? keep : archive.length));
        expect(beside).toEqual([]);
        expect(error === undefined || FunctionError.is(error, "FUNCTION_INVALID_SOURCE")).toBe(true);
        const known = new Set([...Object.values(whole), ""]);
        expect(error !== undefined || Object.values(texts).every((text) => known.has(text))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("[CORE-41] no name of an entry leads out of the folder", async () => {
    const part = fc.constantFrom("..", ".", "/", "\\", "a", "b", " ", "\0", "C:", "~", "é");
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const { error, beside } = await unzipped(zipOf([{ name: parts.join(""), content: "x" }]));
        expect(beside).toEqual([]);
        expect(error === undefined || FunctionError.is(error, "FUNCTION_INVALID_SOURCE")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["text", Buffer.from("no archive")],
    ["nothing", new Uint8Array(0)],
    [
      "an end alone that lies about its entries",
      Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), Buffer.alloc(18, 1)]),
    ],
  ])("[CORE-41] %s is no archive", async (_what, bytes) => {
    expect((await unzipped(bytes)).error).toMatchObject({ code: "FUNCTION_INVALID_SOURCE" });
  });
});
