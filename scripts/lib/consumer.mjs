import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { must, pack } from "./pack.mjs";
import { root } from "./paths.mjs";
import { npmCommand } from "./process.mjs";
import { asCommonJs, filesOf, firstExample, tsconfigOf } from "./readme.mjs";
import { packagesIn, readManifest } from "./workspace.mjs";

/**
 * A package of ours and those of ours that it needs.
 *
 * @param {string} folder
 * @returns {readonly string[]} folders
 */
export const withOwnDependencies = (folder, own = packagesIn("packages")) => {
  const folders = [folder];
  // The list grows while it is read.
  for (const each of folders) {
    const names = Object.keys(readManifest(each).dependencies ?? {});
    for (const { folder: dependency, manifest } of own) {
      if (names.includes(manifest.name) && !folders.includes(dependency)) folders.push(dependency);
    }
  }
  return folders;
};

/**
 * @param {string} consumer
 * @param {readonly string[]} specifiers more than its manifest names
 */
const install = (consumer, specifiers = []) => {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  return must([...npmCommand(), "install", ...flags, ...specifiers], consumer);
};

/**
 * Adds optional peers of a package to a project that {@link createConsumer} made, in the range that the package asks for.
 *
 * @param {string} name the package's
 * @param {readonly string[]} peers
 * @param {string} consumer
 */
export const installPeers = async (name, peers, consumer) => {
  const { peerDependencies = {} } = readManifest(path.join(consumer, "node_modules", name));
  await install(
    consumer,
    peers.map((peer) => `${peer}@${peerDependencies[peer]}`),
  );
};

/**
 * A fresh project of a user: the packed tarballs, installed by npm with scripts disabled, and the README's first
 * example, with the files that it names, as `example.mts`, as `example.cts` to run and as `types.cts` to type-check; and as `src/example.ts` with
 * the `tsconfig.json` that the documents give to users, here `documented.json` so that compilers do not find it unasked.
 *
 * @param {string} folder the package
 * @param {string} consumer an empty folder
 */
export const createConsumer = async (folder, consumer) => {
  const readme = path.join(folder, "README.md");
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  const example = firstExample(text);
  if (example === undefined) throw new Failure(`${readme} holds no TypeScript example`);
  for (const file of filesOf(text)) writeFileSync(path.join(consumer, file.name), file.text);
  writeFileSync(path.join(consumer, "example.mts"), example);
  writeFileSync(path.join(consumer, "example.cts"), asCommonJs(example, { imports: "require" }));
  writeFileSync(path.join(consumer, "types.cts"), asCommonJs(example, { imports: "keep" }));

  const page = path.join(root, "docs/getting-started.md");
  const tsconfig = tsconfigOf(readFileSync(page, "utf8"));
  if (tsconfig === undefined) throw new Failure(`${page} holds no tsconfig.json`);
  writeFileSync(path.join(consumer, "documented.json"), tsconfig);
  mkdirSync(path.join(consumer, "src"));
  writeFileSync(path.join(consumer, "src/example.ts"), example);

  /** @type {Record<string, string>} */
  const dependencies = {};
  for (const each of withOwnDependencies(folder)) {
    dependencies[readManifest(each).name] = `file:${await pack(each, consumer)}`;
  }
  writeFileSync(path.join(consumer, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  await install(consumer);

  mkdirSync(path.join(consumer, "node_modules/@types"), { recursive: true });
  symlinkSync(path.join(root, "node_modules/@types/node"), path.join(consumer, "node_modules/@types/node"), "junction");
};
