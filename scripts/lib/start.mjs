import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { root } from "./paths.mjs";
import { seconds } from "./phase.mjs";
import { run } from "./process.mjs";
import { onlyName, select } from "./select.mjs";
import { table } from "./table.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Package} Package */

/**
 * Without a name the flagship stories; with a name that story, flagship or not.
 *
 * @param {readonly Package[]} examples
 * @param {string | undefined} wanted
 */
export const storiesOf = (examples, wanted) =>
  select("story", examples, wanted).filter(({ manifest }) => wanted !== undefined || manifest.millrace?.showcase);

/**
 * What `npm start -- --help` prints: every story, and which of them run without being named.
 *
 * @param {readonly Package[]} examples
 */
export const helpText = (examples) => {
  const rows = examples.map(({ id, manifest: { description = "", millrace = {} } }) => [
    millrace.showcase ? `${id} *` : id,
    millrace.title === undefined ? description : `${millrace.title}: ${description}`,
  ]);
  return `npm start [-- <story>]\n\nRuns the story that is named, or those with a *.\n\n${table([["story", ""], ...rows])}`;
};

/**
 * The files that a story left in its own `out/` folder, as paths from the checkout.
 *
 * @param {string} folder
 */
export const outFiles = (folder, base = root) => {
  const out = path.join(folder, "out");
  if (!existsSync(out)) return [];
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)))
    .sort();
};

/**
 * @param {Package} story
 * @param {Record<string, string | undefined>} env
 */
const tell = async ({ id, folder, manifest }, env) => {
  const { description = "", millrace = {} } = manifest;
  console.log(`\n── ${millrace.title ?? id}: ${description}\n`);
  const start = performance.now();
  const { code } = await run(["pnpm", "run", "--silent", "start"], { cwd: folder, env });
  const files = outFiles(folder);
  return { id, code, time: seconds(performance.now() - start), files };
};

/**
 * `npm start [-- <story>]`: builds, then runs the stories on the embedded engines and says what happened.
 *
 * @param {readonly string[]} args
 */
export const start = async (args) => {
  const wanted = onlyName(args, ["--help"]);
  const examples = packagesIn("examples");
  if (args.includes("--help")) {
    console.log(helpText(examples));
    return 0;
  }
  const stories = storiesOf(examples, wanted);
  const env = await bootstrap();
  await build(env);

  const told = [];
  for (const story of stories) told.push(await tell(story, env));

  const shown = 8;
  const rows = told.flatMap(({ id, code, time, files }) => {
    const where = files.slice(0, shown);
    if (files.length > shown) where.push(`… and ${files.length - shown} more`);
    return [[id, code === 0 ? "worked" : `failed (exit code ${code})`, time, where[0] ?? "–"]].concat(
      where.slice(1).map((file) => ["", "", "", file]),
    );
  });
  if (rows.length === 0) console.log("\nThere is no story yet.");
  else console.log(`\n${table([["story", "verdict", "time", "where to look"], ...rows])}`);
  return told.every(({ code }) => code === 0) ? 0 : 1;
};
