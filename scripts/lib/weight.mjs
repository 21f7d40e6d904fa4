import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What packages promise to weigh at most: bytes of all files of `dist/`, unpacked. */
const limits = new Map([["@millrace/pipeline-core", 300_000]]);

/** @param {string} folder */
const bytesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => statSync(path.join(folder, file)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);

/**
 * What is wrong with the weight of an unpacked tarball, if anything.
 *
 * @param {string} folder
 * @param {string} name of the package
 * @returns {readonly string[]}
 */
export const weightProblems = (folder, name) => {
  const limit = limits.get(name);
  if (limit === undefined) return [];
  const bytes = bytesOf(path.join(folder, "dist"));
  return bytes <= limit ? [] : [`dist/ of ${name} has ${bytes} bytes; it promises to stay within ${limit}`];
};
