import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cached } from "../src/cached.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "engines-"));
  vi.stubEnv("MILLRACE_CACHE", home);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

test("what is there is not installed again; another key is another folder", async () => {
  let installed = 0;
  const install = (folder: string): Promise<void> => {
    installed += 1;
    return Promise.resolve(writeFileSync(join(folder, "engine"), ""));
  };
  const first = await cached({ name: "engine", key: "1", install });
  expect(await cached({ name: "engine", key: "1", install })).toBe(first);
  expect(installed).toBe(1);
  expect(await cached({ name: "engine", key: "2", install })).not.toBe(first);
  expect(existsSync(join(first, "engine"))).toBe(true);
});

test("an installation that broke off is made again, in an empty folder", async () => {
  const half = (folder: string): Promise<void> => {
    writeFileSync(join(folder, "half"), "");
    return Promise.reject(new Error("cut off"));
  };
  await expect(cached({ name: "engine", key: "1", install: half })).rejects.toThrow("cut off");
  const folder = await cached({ name: "engine", key: "1", install: () => Promise.resolve() });
  expect(existsSync(join(folder, "half"))).toBe(false);
});
