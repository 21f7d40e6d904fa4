import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** @typedef {{ readonly title: string, readonly failure?: string, readonly skipped?: string }} Check */

/**
 * Writes the counts of a check script for `npm test` to sum up, and shows what failed.
 *
 * @param {string} folder the package
 * @param {string} name of the task after the colon: `smoke`
 * @param {readonly Check[]} checks
 * @returns {number} the exit code
 */
export const writeResults = (folder, name, checks) => {
  const failed = checks.filter(({ failure }) => failure !== undefined);
  const skipped = checks.filter(({ skipped: reason }) => reason !== undefined);
  const counts = {
    passed: checks.length - failed.length - skipped.length,
    failed: failed.length,
    skipped: skipped.length,
    failures: failed.map(({ title }) => title),
    reasons: skipped.map(({ title, skipped: reason }) => `${title}: ${reason}`),
  };
  const results = path.join(folder, ".results", name);
  mkdirSync(results, { recursive: true });
  writeFileSync(path.join(results, "counts.json"), JSON.stringify(counts));
  for (const { title, failure } of failed) console.error(`✗ ${title}\n${failure}\n`);
  return failed.length === 0 ? 0 : 1;
};
