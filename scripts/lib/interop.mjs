import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { bootstrap } from "./bootstrap.mjs";
import { runForLastLine } from "./child.mjs";
import { line, none, sum } from "./counts.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { seconds } from "./phase.mjs";
import { onlyName, select } from "./select.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/** @typedef {Counts & { readonly why?: string }} Verdict */

/** An engine that takes longer than this hangs; its manifest may name another limit. */
const defaultTimeoutMs = 20 * 60_000;

/** @param {string} text */
const parse = (text) => {
  try {
    const { passed, failed, skipped, reason } = JSON.parse(text);
    return [passed, failed, skipped].every(Number.isInteger) ? { passed, failed, skipped, reason } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What a run of an engine's scenarios is worth. `mustRun` holds for an engine that `expected.json` lists, with CI=true.
 *
 * @param {{ code: number, lastLine: string, timedOut: boolean }} outcome
 * @param {{ mustRun: boolean }} options
 * @returns {Verdict}
 */
export const verdictOf = ({ code, lastLine, timedOut }, { mustRun }) => {
  if (timedOut) {
    return {
      ...none,
      failed: 1,
      why: `it did not end in time and was stopped; its last line: ${lastLine || "(none)"}`,
    };
  }
  const result = parse(lastLine);
  if (result === undefined) {
    return { ...none, failed: 1, why: `exit code ${code}, and its last line is no result: ${lastLine || "(nothing)"}` };
  }
  const { passed, failed, skipped, reason } = result;
  if (code !== 0 && failed === 0) return { passed, failed: 1, skipped, why: `exit code ${code}` };
  if (passed + failed + skipped === 0) return { ...none, failed: 1, why: "it ran no scenario" };
  if (passed + failed > 0) return { passed, failed, skipped };
  if (mustRun) return { ...none, failed: 1, why: `skipped, but expected.json says that it must run: ${reason}` };
  return { passed, failed, skipped, why: `skipped: ${reason}` };
};

/**
 * The engines that must run on the build machine.
 *
 * @returns {readonly string[]}
 */
const expectedEngines = () => JSON.parse(readFileSync(path.join(root, "interop/expected.json"), "utf8")).engines;

/**
 * @param {import("./workspace.mjs").Package} engine
 * @param {Record<string, string | undefined>} env
 * @param {boolean} mustRun
 */
const runEngine = async ({ id, folder, manifest }, env, mustRun) => {
  console.log(`\n── ${id}`);
  const began = performance.now();
  const command = ["node", "--conditions=@millrace/source", manifest.millrace?.interop ?? ""];
  const timeoutMs = manifest.millrace?.timeoutMs ?? defaultTimeoutMs;
  const outcome = await runForLastLine(command, { cwd: folder, env, timeoutMs, onLine: (text) => console.log(text) });
  const { why, ...counts } = verdictOf(outcome, { mustRun });
  const time = seconds(performance.now() - began);
  console.log(`${id}: ${line(counts)}, ${time}${why === undefined ? "" : `; ${why}`}`);
  return counts;
};

/**
 * `npm run interop [-- <engine>]`: the scenarios against real engines.
 *
 * @param {readonly string[]} args
 */
export const interop = async (args) => {
  const wanted = onlyName(args);
  const engines = packagesIn("interop").filter(({ manifest }) => manifest.millrace?.interop !== undefined);
  const chosen = select("engine", engines, wanted);
  const mustRun = process.env.CI === "true" ? expectedEngines() : [];
  const absent = mustRun.filter((id) => wanted === undefined && !engines.some((engine) => engine.id === id));
  for (const id of absent) console.log(`${id}: expected.json lists it, but interop/${id} holds no scenarios`);
  if (engines.length === 0) console.log("There is no real engine to run against yet.");

  const counts = absent.map(() => ({ ...none, failed: 1 }));
  if (chosen.length > 0) {
    const env = { ...(await bootstrap()), MILLRACE_CACHE: cacheFolder() };
    await build(env);
    for (const engine of chosen) counts.push(await runEngine(engine, env, mustRun.includes(engine.id)));
  }
  const total = sum(counts);
  console.log(`\n${line(total)}`);
  return total.failed === 0 ? 0 : 1;
};
