import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { candidates } from "../src/candidates.ts";
import { browserOrReason, openBrowser, type BrowserErrorCode, type Candidate } from "../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-browser-"));
});
afterAll(() => rm(folder, { recursive: true }));

const absent: Candidate = { name: "absent", prepare: async () => undefined };
const broken: Candidate = {
  name: "broken",
  prepare: () => Promise.reject(new Error("no room\nand more")),
};

/** What a loader prints that does not find a library. */
async function lacking(library: string): Promise<Candidate> {
  const executablePath = join(folder, "lacking");
  const message = `${executablePath}: error while loading shared libraries: ${library}: cannot open shared object file`;
  await writeFile(executablePath, `#!/bin/sh\necho '${message}' >&2\nexit 127\n`);
  await chmod(executablePath, 0o755);
  return { name: "lacking", prepare: async () => ({ executablePath }) };
}

describe.skipIf(process.platform === "win32")("without a browser that starts (needs a shell script)", () => {
  it("openBrowser says of each why", async () => {
    const opening = openBrowser([absent, broken, await lacking("libnss3.so")]);
    await expect(opening).rejects.toMatchObject({
      code: "BROWSER_UNAVAILABLE" satisfies BrowserErrorCode,
      message: expect.stringContaining("install Chromium, or set CHROMIUM_PATH"),
      details: { reasons: ["absent: not there", "broken: no room", "lacking: the library libnss3.so is missing"] },
    });
  });

  it("browserOrReason gives the reason to skip", async () => {
    vi.stubEnv("CI", "");
    try {
      const { browser, reason } = await browserOrReason([await lacking("libnspr4.so")]);
      expect(browser).toBeUndefined();
      expect(reason).toContain("the library libnspr4.so is missing");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("browserOrReason fails with CI=true", async () => {
    vi.stubEnv("CI", "true");
    try {
      await expect(browserOrReason([absent])).rejects.toMatchObject({ code: "BROWSER_UNAVAILABLE" });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("candidates", () => {
  it("begin with CHROMIUM_PATH", async () => {
    vi.stubEnv("CHROMIUM_PATH", process.execPath);
    try {
      const [first] = candidates();
      expect(first!.name).toBe(`CHROMIUM_PATH (${process.execPath})`);
      expect(await first!.prepare()).toEqual({ executablePath: process.execPath });
    } finally {
      vi.unstubAllEnvs();
    }
    expect(candidates().map(({ name }) => name)).not.toContain("CHROMIUM_PATH");
  });

  it("end with what may be installed, on every platform", () => {
    expect(
      candidates()
        .slice(-2)
        .map(({ name }) => name),
    ).toEqual(["installed chrome", "installed msedge"]);
  });

  it.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "on Linux x64 are the browser from npm, on the machine's libraries and then on its own (only there)",
    async () => {
      vi.stubEnv("CHROMIUM_PATH", "");
      vi.stubEnv("LD_LIBRARY_PATH", "/opt/lib");
      try {
        const [onSystem, onOwn] = await Promise.all(
          candidates()
            .slice(0, 2)
            .map(({ prepare }) => prepare()),
        );
        expect(onSystem!.env!["LD_LIBRARY_PATH"]).toBe("/opt/lib");
        expect(onOwn!.env!["LD_LIBRARY_PATH"]).toMatch(/al2023\/lib:\/opt\/lib$/);
        expect(onOwn!.executablePath).toBe(onSystem!.executablePath);
      } finally {
        vi.unstubAllEnvs();
      }
    },
  );

  it.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "on Linux x64 the browser from npm starts on its own libraries (only there)",
    async () => {
      const own = candidates().find(({ name }) => name === "@sparticuz/chromium with its own libraries");
      const browser = await openBrowser([own!]);
      expect(browser.version()).toMatch(/^\d+\.\d+/);
      await browser.close();
    },
  );

  it.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "goes on to the next after one that does not start (shown with the browser for Linux x64)",
    async () => {
      const browser = await openBrowser([absent, broken, await lacking("libnss3.so"), ...candidates()]);
      const page = await browser.newPage();
      await page.setContent("<h1>ground</h1>");
      expect(await page.locator("h1").textContent()).toBe("ground");
      await browser.close();
      expect(browser.isConnected()).toBe(false);
    },
  );
});
