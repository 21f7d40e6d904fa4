import path from "node:path";
import { expect, it } from "vitest";
import { byHand, childEnv, cleanEnv } from "../lib/env.mjs";
import { cacheFolder } from "../lib/paths.mjs";

it("drops what npm set for the script that it ran, and nothing else", () => {
  const kept = { HOME: "/home/ada", npm_config_registry: "https://mirror.example", NODE_OPTIONS: "--trace-warnings" };
  const dropped = {
    npm_lifecycle_event: "test",
    npm_lifecycle_script: "node x",
    npm_package_name: "millrace",
    npm_command: "run-script",
    npm_execpath: "/npm-cli.js",
    npm_node_execpath: "/node",
    INIT_CWD: "/",
    NODE: "/node",
    NODE_ENV: "production",
  };
  expect(cleanEnv({ ...kept, ...dropped })).toEqual(kept);
});

it("puts our folders first on the PATH and tells turbo the Node version", () => {
  const env = childEnv({ PATH: "/usr/bin" }, { path: ["/pnpm", "/node"], nodeVersion: "24.1.0" });
  expect(env["PATH"]).toBe(["/pnpm", "/node", "/usr/bin"].join(path.delimiter));
  expect(env).toMatchObject({ MILLRACE_NODE: "24.1.0", TURBO_TELEMETRY_DISABLED: "1" });
});

it("keeps the name that Windows gives the PATH", () => {
  const env = childEnv({ Path: "C:\\Windows" }, { path: ["C:\\pnpm"], nodeVersion: "24.1.0" });
  expect(env["Path"]).toBe(["C:\\pnpm", "C:\\Windows"].join(path.delimiter));
  expect(env).not.toHaveProperty("PATH");
});

it("spells a command that a shell understands, also with spaces in the path", () => {
  const env = childEnv({ PATH: "/usr/bin" }, { path: ["/my checkout/pnpm"], nodeVersion: "24.1.0" });
  expect(byHand(env, ["pnpm", "install"])).toBe(`PATH="/my checkout/pnpm${path.delimiter}$PATH" pnpm install`);
});

it.each([
  [{ MILLRACE_CACHE: "/a", XDG_CACHE_HOME: "/b" }, "/a"],
  [{ XDG_CACHE_HOME: "/b" }, "/b/millrace"],
  [{ XDG_CACHE_HOME: "" }, "/home/ada/.cache/millrace"],
  [{}, "/home/ada/.cache/millrace"],
])("finds the cache by %o", (env, folder) => {
  expect(cacheFolder(env, "/home/ada")).toBe(path.resolve(folder));
});
