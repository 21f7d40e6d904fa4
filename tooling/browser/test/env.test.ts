import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { browserErrors } from "../src/index.ts";
import { candidates } from "../src/candidates.ts";
import { readEnv } from "../src/env.ts";

afterEach(() => vi.unstubAllEnvs());

describe("the cache folder", () => {
  it.each([
    [{ MILLRACE_CACHE: "/own", XDG_CACHE_HOME: "/xdg" }, "/own"],
    [{ MILLRACE_CACHE: "", XDG_CACHE_HOME: "/xdg" }, join("/xdg", "millrace")],
    [{ MILLRACE_CACHE: "", XDG_CACHE_HOME: "" }, join(homedir(), ".cache", "millrace")],
  ])("of %j is %s", (variables, folder) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    expect(readEnv().cacheFolder).toBe(folder);
  });
});

describe("CI", () => {
  it.each([
    ["true", true],
    ["", false],
    ["false", false],
  ])("%j is %s", (value, ci) => {
    vi.stubEnv("CI", value);
    expect(readEnv().ci).toBe(ci);
  });
});

describe("CHROMIUM_PATH", () => {
  it("that names nothing is passed over, and the others are tried", async () => {
    vi.stubEnv("CHROMIUM_PATH", "/nowhere/chromium");
    const [named, next] = candidates();
    expect(named!.name).toBe("CHROMIUM_PATH (/nowhere/chromium)");
    expect(await named!.prepare()).toBeUndefined();
    expect(next).toBeDefined();
  });

  it("that is empty is none", () => {
    vi.stubEnv("CHROMIUM_PATH", "");
    expect(readEnv().chromiumPath).toBeUndefined();
    expect(candidates().some(({ name }) => name.startsWith("CHROMIUM_PATH"))).toBe(false);
  });
});

it("every error says what to do", () => {
  for (const [code, { summary, remedy }] of Object.entries(browserErrors)) {
    expect(code).toMatch(/^BROWSER_/);
    expect(summary.endsWith(".") && remedy.endsWith(".")).toBe(true);
  }
});
