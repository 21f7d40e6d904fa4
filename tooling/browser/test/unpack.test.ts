import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unpackBrowser } from "../src/unpack.ts";

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "millrace-unpack-"));
});
afterEach(() => rm(cache, { recursive: true }));

describe("unpackBrowser", () => {
  it.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "puts the browser under its version, whole, also when two processes do so at once (Linux x64 only)",
    async () => {
      const [first, second] = await Promise.all([unpackBrowser(cache), unpackBrowser(cache)]);
      expect(second).toEqual(first);
      const versions = await readdir(join(cache, "chromium"));
      expect(versions).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+-linux-x64$/)]);
      expect(
        execFileSync(first.executablePath, ["--version"], { env: { LD_LIBRARY_PATH: first.libraryFolder } }).toString(),
      ).toMatch(/\d+\.\d+/);
      expect(await readdir(first.libraryFolder)).toEqual(expect.arrayContaining(["libnss3.so", "libnspr4.so"]));
      const fonts = await readFile(join(first.fontFolder, "fonts.conf"), "utf8");
      expect(await readdir(/<dir>(.+)<\/dir>/.exec(fonts)![1]!)).not.toEqual([]);

      await writeFile(join(first.fontFolder, "kept"), "");
      await unpackBrowser(cache);
      expect(await readdir(first.fontFolder)).toContain("kept");
    },
  );

  it("says what to do when the cache is no folder", async () => {
    const file = join(cache, "file");
    await writeFile(file, "");
    await expect(unpackBrowser(file)).rejects.toMatchObject({
      code: "BROWSER_UNPACK_FAILED",
      message: expect.stringContaining(`cannot be unpacked into '${join(file, "chromium")}`),
    });
  });
});
