import { benchArgs } from "./bench-args.mjs";
import { bootstrap } from "./bootstrap.mjs";
import { runForLastLine } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { ensurePeers } from "./peers.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

const hourMs = 60 * 60_000;

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
 * Runs one suite. What it prints goes to `show`, except, with `json`, its last line, which is its rows.
 *
 * @param {import("./workspace.mjs").Package} suite
 * @param {Record<string, string | undefined>} env
 * @param {{ json: boolean, handed: readonly string[], show: (line: string) => void }} options `handed`: what it is started with
 * @returns {Promise<readonly Row[]>}
 */
const runSuite = async (suite, env, { json, handed, show }) => {
  const peers = await ensurePeers(suite, env);
  const command = ["node", "--expose-gc", "--conditions=@millrace/source", "src/main.ts", ...handed];
  const { code, lastLine, timedOut } = await runForLastLine(command, {
    cwd: suite.folder,
    env: { ...env, ...(peers !== undefined && { MILLRACE_PEERS: peers }) },
    timeoutMs: hourMs,
    onLine: show,
  });
  if (!json || code !== 0) show(lastLine);
  if (timedOut) throw new Failure(`suite ${suite.id} did not end within an hour`);
  if (code !== 0) throw new Failure(`suite ${suite.id} ended with exit code ${code}`);
  try {
    return json ? parseRows(lastLine) : [];
  } catch (error) {
    throw new Failure(`the last line of suite ${suite.id} is not an array of rows: ${String(error)}`);
  }
};

/**
 * `npm run bench -- [<suite>] [--json] [--quick] [--rounds <n>]`: our figures beside those of what people use today, in
 * one run.
 *
 * @param {readonly string[]} args
 */
export const bench = async (args) => {
  const { chosen, json, handed } = benchArgs(args, packagesIn("bench"));
  const env = await bootstrap();
  await build(env);

  // With --json the last line of standard output is for machines; what people read goes to standard error.
  const show = json ? console.error : console.log;
  const rows = [];
  let failed = 0;
  for (const suite of chosen) {
    try {
      rows.push(...(await runSuite(suite, env, { json, handed, show })));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
      failed += 1;
    }
  }
  if (json) console.log(JSON.stringify(rows));
  else if (chosen.length === 0) console.log("There is no suite yet.");
  return failed === 0 ? 0 : 1;
};
