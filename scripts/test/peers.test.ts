import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { ensurePeers } from "../lib/peers.mjs";
import { scratch, write } from "./scratch.ts";

/** A pnpm that installs one package, or fails, and notes that it was called. */
const fakePnpm = (code: string): Record<string, string | undefined> => {
  const folder = scratch({ pnpm: `#!/usr/bin/env node\n${code}` });
  chmodSync(path.join(folder, "pnpm"), 0o755);
  return { ...process.env, PATH: `${folder}${path.delimiter}${process.env["PATH"]}` };
};
const installs = `
  const fs = require("node:fs");
  fs.appendFileSync(process.env.MILLRACE_CACHE + "/calls", "x");
  fs.mkdirSync("node_modules/peer", { recursive: true });
  fs.writeFileSync("node_modules/peer/package.json", JSON.stringify({ exports: { import: "./esm.mjs" } }));
  fs.writeFileSync("node_modules/peer/esm.mjs", "export const version = 7;");
`;
const suite = (folder: string) => ({ id: "pipeline", folder, manifest: { name: "@millrace/bench-pipeline" } });

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  vi.stubEnv("MILLRACE_CACHE", scratch());
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
});

it("needs nothing for a suite without peers", async () => {
  expect(await ensurePeers(suite(scratch()), process.env)).toBeUndefined();
});

it("installs the peers once, where the suite can import them by ESM rules", async () => {
  const env = fakePnpm(installs);
  const folder = scratch({ "peers.json": { peer: "1.0.0" } });
  const home = await ensurePeers(suite(folder), env);
  expect(await ensurePeers(suite(folder), env)).toBe(home);
  expect(readFileSync(path.join(String(process.env["MILLRACE_CACHE"]), "calls"), "utf8")).toBe("x");

  const { load } = await import(pathToFileURL(path.join(String(home), "peers.mjs")).href);
  expect(await load("peer")).toMatchObject({ version: 7 });
});

it("takes another folder when a version changes", async () => {
  const env = fakePnpm(installs);
  const folder = scratch({ "peers.json": { peer: "1.0.0" } });
  const before = await ensurePeers(suite(folder), env);
  write(folder, { "peers.json": { peer: "2.0.0" } });
  expect(await ensurePeers(suite(folder), env)).not.toBe(before);
});

it("says what to run when they cannot be installed, and does not take the rest for an installation", async () => {
  const folder = scratch({ "peers.json": { peer: "1.0.0" } });
  const broken = fakePnpm(`console.error("no network"); process.exit(1);`);
  const attempt = ensurePeers(suite(folder), broken);
  await expect(attempt).rejects.toThrow("the peers of pipeline could not be installed\nno network");
  const home = await ensurePeers(suite(folder), fakePnpm(installs));
  expect(existsSync(path.join(String(home), "node_modules/peer"))).toBe(true);
});
