// Uses the package in the current folder as a stranger would: packed, installed by npm without scripts, its README's
// first example run with import and require, on the Nodes and compilers that users have.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { createConsumer } from "./lib/consumer.mjs";
import { cleanEnv } from "./lib/env.mjs";
import { program } from "./lib/failure.mjs";
import { inTempFolder } from "./lib/pack.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/process.mjs";
import { binFolder, toolsOf } from "./lib/tools.mjs";
import { readManifest } from "./lib/workspace.mjs";
import { writeResults } from "./lib/write-results.mjs";

/** @typedef {import("./lib/write-results.mjs").Check} Check */

const folder = process.cwd();
const manifest = readManifest(folder);

/** The compilers that users have, by the names under which the root manifest installs them. */
const compilers = { 5.9: "typescript-5.9/bin/tsc", 6: "typescript/bin/tsc6", 7: "@typescript/native/bin/tsc" };

/** Both ways to load an entry must give the same names, and both must load. */
const loads = `
  import { createRequire } from "node:module";
  const entry = process.argv[1];
  const names = (module) => Object.keys(module).sort().join();
  const [imported, required] = [await import(entry), createRequire(process.cwd() + "/x.js")(entry)];
  if (names(imported) !== names(required)) throw new Error("import and require differ: " + names(imported) + " / " + names(required));
`;

const optionalPeers = Object.entries(manifest.peerDependenciesMeta ?? {}).flatMap(([name, { optional }]) =>
  optional === true ? [name] : [],
);

/**
 * @param {string} title
 * @param {readonly string[]} command
 * @param {string} cwd
 * @returns {Promise<Check>}
 */
const check = async (title, command, cwd) => {
  const { code, output } = await run(command, { cwd, env: cleanEnv(process.env), quiet: true });
  if (code === 0) return { title };
  const peer = optionalPeers.find((name) => output.includes(`Cannot find package '${name}'`));
  return peer === undefined ? { title, failure: output.trim() } : { title, skipped: `needs the optional peer ${peer}` };
};

/** @returns {{ version: string, node: string | undefined }[]} */
const runtimes = () => {
  const { node22 } = toolsOf();
  const found = node22 === undefined ? undefined : path.join(binFolder("node22", node22), "node");
  return [
    { version: node22?.version ?? "22", node: found !== undefined && existsSync(found) ? found : undefined },
    { version: process.versions.node, node: process.execPath },
  ];
};

/**
 * @param {string} consumer
 * @returns {Promise<readonly Check[]>}
 */
const runAll = async (consumer) => {
  /** @type {Check[]} */
  const checks = [];
  const entries = Object.keys(manifest.exports ?? {}).filter((entry) => entry !== "./package.json");
  for (const { version, node } of runtimes()) {
    if (node === undefined) {
      checks.push({ title: `Node ${version}`, skipped: "not on this platform" });
      continue;
    }
    for (const entry of entries) {
      const specifier = path.posix.join(manifest.name, entry);
      const command = [node, "--input-type=module", "-e", loads, specifier];
      checks.push(await check(`${specifier} on Node ${version}`, command, consumer));
    }
    for (const file of ["example.mts", "example.cts"]) {
      checks.push(await check(`README ${file} on Node ${version}`, [node, file], consumer));
    }
  }
  for (const [version, file] of Object.entries(compilers)) {
    const compiler = [process.execPath, path.join(root, "node_modules", file)];
    const options =
      "--noEmit --strict --module nodenext --target es2023 --lib es2023 --types node --skipLibCheck false";
    const command = [...compiler, ...options.split(" "), "example.mts", "types.cts"];
    checks.push(await check(`README types on TypeScript ${version}`, command, consumer));
    const documented = [...compiler, "--project", "documented.json"];
    checks.push(
      await check(`README types with the documented tsconfig on TypeScript ${version}`, documented, consumer),
    );
  }
  return checks;
};

await program(() =>
  inTempFolder("smoke", async (consumer) => {
    await createConsumer(folder, consumer);
    return writeResults(folder, "smoke", await runAll(consumer));
  }),
);
