import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { platformKey } from "../lib/platform.mjs";
import { ensureTool, lockOf } from "../lib/tools.mjs";
import { scratch } from "./scratch.ts";

const tool = { name: "@pnpm/exe.test", version: "12.0.0", integrity: "sha512-AAAA" };

/** An npm that does what it is told by a script, in the folder that it is called in. */
const fakeNpm = (code: string): string[] => [process.execPath, path.join(scratch({ "npm.cjs": code }), "npm.cjs")];

const installs = fakeNpmCode('require("node:fs").mkdirSync("node_modules/@pnpm/exe.test", { recursive: true })');

function fakeNpmCode(work: string): string {
  return `${work}; require("node:fs").appendFileSync(process.env.CALLS, process.argv.slice(2).join(" ") + "\\n");`;
}

const withCalls = (folder: string): (() => readonly string[]) => {
  const file = path.join(folder, "calls");
  process.env["CALLS"] = file;
  onTestFinished(() => void delete process.env["CALLS"]);
  return () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
};

describe("the lock file", () => {
  it("allows one package with one content and names no address", () => {
    const lock = JSON.parse(lockOf(tool)["package-lock.json"]);
    expect(lock.packages["node_modules/@pnpm/exe.test"]).toEqual({ version: "12.0.0", integrity: "sha512-AAAA" });
    expect(lock.packages[""].dependencies).toEqual({ "@pnpm/exe.test": "12.0.0" });
    expect(lockOf(tool)["package-lock.json"]).not.toContain("resolved");
  });
});

describe("a tool", () => {
  it("is installed once, without scripts", async () => {
    const checkout = scratch();
    const calls = withCalls(checkout);
    const options = { checkout, offered: { pnpm: tool }, npm: fakeNpm(installs) };
    const { bin, version } = await ensureTool("pnpm", options);
    expect(version).toBe("12.0.0");
    expect(existsSync(bin)).toBe(true);
    expect(await ensureTool("pnpm", options)).toEqual({ bin, version });
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatch(/^ci --prefix .* --ignore-scripts /);
  });

  it("leaves other versions where they are", async () => {
    const checkout = scratch();
    withCalls(checkout);
    const npm = fakeNpm(installs);
    const older = await ensureTool("pnpm", { checkout, offered: { pnpm: tool }, npm });
    const newer = await ensureTool("pnpm", { checkout, offered: { pnpm: { ...tool, version: "12.1.0" } }, npm });
    expect([older, newer].map(({ bin }) => existsSync(bin))).toEqual([true, true]);
    expect(older.bin).not.toBe(newer.bin);
  });

  it("is absent, not half there, when npm fails", async () => {
    const checkout = scratch();
    const npm = fakeNpm('require("node:fs").mkdirSync("node_modules"); console.error("no network"); process.exit(1)');
    const attempt = ensureTool("pnpm", { checkout, offered: { pnpm: tool }, npm });
    await expect(attempt).rejects.toThrow(/npm could not install @pnpm\/exe\.test@12\.0\.0\nno network/);
    expect(readdirSync(path.join(checkout, ".tools", platformKey()))).toEqual([]);
  });

  it("that the platform lacks is named", async () => {
    await expect(ensureTool("node24", { offered: {} })).rejects.toThrow(
      `npm has no node24 for ${platformKey()}; install Node 24 or newer yourself`,
    );
  });
});

/** A registry on the loopback address with one package in it. */
const registry = async (): Promise<{ url: string; integrity: string }> => {
  const folder = scratch({ "package/package.json": { name: tool.name, version: tool.version } });
  execFileSync("tar", ["-czf", "package.tgz", "package"], { cwd: folder });
  const tarball = readFileSync(path.join(folder, "package.tgz"));
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const server = createServer((request, response) => {
    if (request.url?.endsWith(".tgz")) return void response.end(tarball);
    const dist = { tarball: `${url}/package.tgz`, integrity };
    const versions = { [tool.version]: { name: tool.name, version: tool.version, dist } };
    response.end(JSON.stringify({ name: tool.name, "dist-tags": { latest: tool.version }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, integrity };
};

describe("the real npm", () => {
  const install = async (change: (integrity: string) => string): Promise<{ bin: string }> => {
    const { url, integrity } = await registry();
    const settings = { npm_config_registry: url, npm_config_cache: scratch(), npm_config_update_notifier: "false" };
    const before = { ...process.env };
    Object.assign(process.env, settings);
    onTestFinished(() => {
      for (const name of Object.keys(settings)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    const offered = { pnpm: { ...tool, integrity: change(integrity) } };
    return ensureTool("pnpm", { checkout: scratch(), offered });
  };

  it("installs the content that is pinned", async () => {
    const { bin } = await install((integrity) => integrity);
    expect(existsSync(path.join(bin, "package.json"))).toBe(true);
  });

  it("refuses any other", async () => {
    const other = `sha512-${createHash("sha512").update("other").digest("base64")}`;
    await expect(install(() => other)).rejects.toThrow(
      "the registry's @pnpm/exe.test@12.0.0 is not the one that scripts/tools.json pins; it was not installed",
    );
  });
});
