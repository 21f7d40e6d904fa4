import { expect, it } from "vitest";
import { platformKey } from "../lib/platform.mjs";
import { isEnough, toolTable, toolsOf } from "../lib/tools.mjs";

it.each([
  ["linux", "x64", false, "linux-x64"],
  ["linux", "arm64", true, "linux-arm64-musl"],
  ["darwin", "arm64", false, "darwin-arm64"],
  ["win32", "x64", false, "win32-x64"],
] as const)("names %s %s, musl %s", (platform, arch, musl, key) => {
  expect(platformKey(platform, arch, musl)).toBe(key);
});

it("knows this machine", () => {
  expect(toolsOf()).toHaveProperty("pnpm");
});

it("has nothing for a platform that it does not know", () => {
  expect(toolsOf("sunos-sparc")).toEqual({});
});

const rows = Object.entries(toolTable).flatMap(([platform, tools]) =>
  Object.entries(tools).map(([role, tool]) => ({ platform, role, tool })),
);

it.each(rows)("pins $role for $platform", ({ platform, role, tool }) => {
  expect(tool.integrity).toMatch(/^sha512-[\w+/]{86}==$/);
  expect(tool.version).toMatch(role === "pnpm" ? /^12\./ : new RegExp(`^${role.slice("node".length)}\\.`));
  const spelling = role === "pnpm" ? platform : platform.replace("win32", "win");
  expect(tool.name.endsWith(spelling)).toBe(true);
});

it("pins pnpm wherever it pins anything", () => {
  for (const tools of Object.values(toolTable)) expect(tools.pnpm).toBeDefined();
});

it.each([
  ["20.20.2", false],
  ["23.11.0", false],
  ["24.0.0", true],
  ["26.10.0", true],
])("Node %s of the machine is enough: %s", (version, enough) => {
  expect(isEnough(version)).toBe(enough);
});
