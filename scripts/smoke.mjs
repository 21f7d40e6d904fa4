// Uses the package in the current folder as a stranger would: packed, installed by npm without scripts, its README's
// first example run with import and require, on the Nodes and compilers that users have.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { createConsumer, installPeers } from "./lib/consumer.mjs";
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
 * @typedef {object} Trial
 * @property {string} title
 * @property {readonly string[]} command
 */

/**
 * @param {Trial} trial
 * @param {string} cwd
 * @returns {Promise<Check>}
 */
const check = async ({ title, command }, cwd) => {
  const { code, output } = await run(command, { cwd, env: cleanEnv(process.env), quiet: true });
  return code === 0 ? { title } : { title, failure: output.trim() };
};

/**
 * @param {Check} result
 * @returns {boolean} whether it failed for want of an optional peer
 */
const lacksPeer = ({ failure }) => optionalPeers.some((name) => failure?.includes(`Cannot find package '${name}'`));

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
 * @param {string} version
 * @param {string} node
 * @returns {readonly Trial[]}
 */
const trialsOn = (version, node) => [
  ...Object.keys(manifest.exports ?? {})
    .filter((entry) => entry !== "./package.json")
    .map((entry) => path.posix.join(manifest.name, entry))
    .map((entry) => ({
      title: `${entry} on Node ${version}`,
      command: [node, "--input-type=module", "-e", loads, entry],
    })),
  ...["example.mts", "example.cts"].map((file) => ({
    title: `README ${file} on Node ${version}`,
    command: [node, file],
  })),
];

/**
 * @param {string} version
 * @param {string} file
 * @returns {readonly Trial[]}
 */
const trialsWith = (version, file) => {
  const compiler = [process.execPath, path.join(root, "node_modules", file)];
  // Connect's types name one of the DOM's.
  const lib = manifest.dependencies?.["@connectrpc/connect"] === undefined ? "es2023" : "es2023,dom";
  const options = `--noEmit --strict --module nodenext --target es2023 --lib ${lib} --types node --skipLibCheck false`;
  return [
    {
      title: `README types on TypeScript ${version}`,
      command: [...compiler, ...options.split(" "), "example.mts", "types.cts"],
    },
    {
      title: `README types with the documented tsconfig on TypeScript ${version}`,
      command: [...compiler, "--project", "documented.json"],
    },
  ];
};

/**
 * @param {string} consumer
 * @returns {Promise<readonly Check[]>}
 */
const runAll = async (consumer) => {
  /** @type {Check[]} */
  const checks = [];
  /** @type {Trial[]} */
  const withPeers = [];
  for (const { version, node } of runtimes()) {
    if (node === undefined) {
      checks.push({ title: `Node ${version}`, skipped: "not on this platform" });
      continue;
    }
    for (const trial of trialsOn(version, node)) {
      const result = await check(trial, consumer);
      if (lacksPeer(result)) withPeers.push(trial);
      else checks.push(result);
    }
  }
  for (const [version, file] of Object.entries(compilers)) {
    for (const trial of trialsWith(version, file)) checks.push(await check(trial, consumer));
  }
  if (withPeers.length > 0) await installPeers(manifest.name, optionalPeers, consumer);
  for (const trial of withPeers) checks.push(await check(trial, consumer));
  return checks;
};

await program(() =>
  inTempFolder("smoke", async (consumer) => {
    await createConsumer(folder, consumer);
    return writeResults(folder, "smoke", await runAll(consumer));
  }),
);
