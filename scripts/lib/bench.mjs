import path from "node:path";
import process from "node:process";
import { bootstrap } from "./bootstrap.mjs";
import { runForLastLine } from "./child.mjs";
import { ensurePeers } from "./peers.mjs";
import { select } from "./select.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

const hour = 60 * 60_000;

/** @typedef {{ suite: string, case: string, unit: string, ours: number, peer: number | null, peerName: string, ratio: number | null }} Row */

/**
 * The rows that a suite printed as its last line. A peer that was not run has `null` in its figures.
 *
 * @param {string} text
 * @returns {readonly Row[]}
 */
export const parseRows = (text) => {
  /** @type {unknown} */
  const rows = JSON.parse(text);
  if (!Array.isArray(rows) || rows.length === 0) throw new Error("no rows");
  for (const row of rows) {
    const named = ["suite", "case", "unit", "peerName"].every((key) => typeof row[key] === "string" && row[key] !== "");
    const measured =
      Number.isFinite(row.ours) && ["peer", "ratio"].every((key) => row[key] === null || Number.isFinite(row[key]));
    if (!named || !measured) throw new Error(`not a row: ${JSON.stringify(row)}`);
  }
  return rows;
};

/**
 * `npm run bench [-- <suite>] [--json]`: our figures beside those of what people use today, in one run.
 *
 * @param {readonly string[]} args
 */
export const bench = async (args) => {
  const json = args.includes("--json");
  const wanted = args.find((arg) => !arg.startsWith("--"));
  const suites = select("suite", packagesIn("bench"), wanted);
  const env = await bootstrap();
  await build(env);

  /** @type {Row[]} */
  const rows = [];
  let failed = 0;
  for (const suite of suites) {
    const peers = await ensurePeers(suite, env);
    // With --json the last line of standard output is for machines; what people read goes to standard error.
    const show = json ? (/** @type {string} */ text) => process.stderr.write(`${text}\n`) : console.log;
    const command = ["node", "--expose-gc", "--conditions=@millrace/source", path.join(suite.folder, "src/main.ts")];
    const { code, lastLine, timedOut } = await runForLastLine(json ? [...command, "--json"] : command, {
      cwd: suite.folder,
      env: { ...env, ...(peers !== undefined && { MILLRACE_PEERS: peers }) },
      timeoutMs: hour,
      onLine: show,
    });
    if (!json) show(lastLine);
    const why = timedOut ? "did not end within an hour" : code === 0 ? undefined : `ended with exit code ${code}`;
    try {
      if (json && why === undefined) rows.push(...parseRows(lastLine));
    } catch (error) {
      console.error(`suite ${suite.id}: its last line is not an array of rows: ${String(error)}`);
      failed += 1;
    }
    if (why !== undefined) {
      console.error(`suite ${suite.id} ${why}`);
      failed += 1;
    }
  }
  if (json) console.log(JSON.stringify(rows));
  else if (suites.length === 0) console.log("There is no suite yet.");
  return failed === 0 ? 0 : 1;
};
