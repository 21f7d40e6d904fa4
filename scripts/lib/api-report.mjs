import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { readManifest } from "./workspace.mjs";

/** tsup names what several entries share by its content, `errors-BfL2k9Qx`; the report must not change with that. */
const chunk = /^(?<name>.+)-[\w-]{8}\.d\.ts$/;

/**
 * The entries whose types are ours. Entries that exist to hand out generated messages are named in the manifest.
 *
 * @param {string} folder
 * @returns {readonly string[]} paths of declaration files
 */
const typeEntries = (folder) => {
  const { exports = {}, millrace } = readManifest(folder);
  return Object.entries(exports)
    .filter(([entry]) => !millrace?.rawEntries?.includes(entry))
    .flatMap(([, target]) => (typeof target === "string" || target.types === undefined ? [] : [target.types]))
    .map((types) => path.join(folder, types));
};

/**
 * The public surface of a built package as one text: each declaration file once, entries first, then what they share.
 *
 * @param {string} folder
 * @returns {string}
 */
export const apiReport = (folder) => {
  const entries = typeEntries(folder);
  const files = [...entries];
  /** @param {string} file */
  const stableName = (file) => {
    const name = path.basename(file);
    return entries.includes(file) ? name : name.replace(chunk, "$<name>.shared.d.ts");
  };
  // The list grows while it is read: a file names the ones that it shares declarations with.
  const sections = [];
  for (const file of files) {
    if (!existsSync(file)) throw new Failure(`${file} is absent: build the package first`);
    const text = readFileSync(file, "utf8").replaceAll(/(?<=["'])\.[^"'\n]+\.js(?=["'];)/g, (specifier) => {
      const target = path.join(path.dirname(file), specifier.replace(/\.js$/, ".d.ts"));
      if (!files.includes(target)) files.push(target);
      return `./${stableName(target)}`;
    });
    sections.push(`// ${stableName(file)}\n\n${text.trim()}\n`);
  }
  return sections.join("\n");
};

/** @param {string} folder */
const reportFile = (folder) => path.join(folder, "etc/api.d.ts");

/**
 * Accepts the surface as it is now.
 *
 * @param {string} folder
 */
export const acceptApi = (folder) => {
  mkdirSync(path.dirname(reportFile(folder)), { recursive: true });
  writeFileSync(reportFile(folder), apiReport(folder));
};

/**
 * How the surface differs from the accepted one, as a unified diff; empty when it does not.
 *
 * @param {string} folder
 * @returns {string}
 */
export const apiDiff = (folder) => {
  const current = apiReport(folder);
  const accepted = existsSync(reportFile(folder)) ? readFileSync(reportFile(folder), "utf8") : "";
  if (current === accepted) return "";
  const left = accepted === "" ? "/dev/null" : reportFile(folder);
  const { stdout } = spawnSync("git", ["diff", "--no-index", "--no-color", "--", left, "-"], { input: current });
  // The first four lines name files; the second of them is standard input.
  return stdout.toString().split("\n").slice(4).join("\n");
};
