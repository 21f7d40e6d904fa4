// Plays a new user: clones HEAD into a folder with a space in its name, with an empty home, Node 20 and somebody
// else's pnpm on the PATH, runs npm start and npm test twice, and looks at what they left behind. Takes minutes.
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { cleanEnv } from "./lib/env.mjs";
import { program } from "./lib/failure.mjs";
import { inTempFolder, must } from "./lib/pack.mjs";
import { root } from "./lib/paths.mjs";
import { seconds } from "./lib/phase.mjs";
import { npmCommand, run } from "./lib/process.mjs";
import { table } from "./lib/table.mjs";
import { ensureTool } from "./lib/tools.mjs";

/** What npm and pnpm keep for the user, and the cache that the README names; anything else in the home is wrong. */
const caches = new Set([".npm", ".cache/millrace", ".cache/pnpm", ".local/share/pnpm", ".local/state/pnpm"]);
const secondTestMs = 5000;

/**
 * The environment of a machine with Node 20, npm and git.
 *
 * @param {string} temp
 * @returns {Promise<Record<string, string | undefined>>}
 */
const bareMachine = async (temp) => {
  const home = path.join(temp, "home");
  const foreign = path.join(temp, "foreign");
  mkdirSync(home);
  mkdirSync(foreign);
  writeFileSync(path.join(foreign, "pnpm"), "#!/bin/sh\necho 'this pnpm is not ours' >&2\nexit 66\n");
  chmodSync(path.join(foreign, "pnpm"), 0o755);

  const { bin } = await ensureTool("node20");
  const registry = await must([...npmCommand(), "config", "get", "registry"], temp);
  const env = cleanEnv(process.env);
  const ofThisCheckout = (/** @type {string} */ folder) => folder.startsWith(root + path.sep);
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => !ofThisCheckout(folder));
  const hidden = Object.keys(env).filter((name) => /^(XDG_|MILLRACE_|CI$)/.test(name));
  return {
    ...env,
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    HOME: home,
    PATH: [foreign, bin, ...folders].join(path.delimiter),
    npm_config_registry: registry.trim().split("\n").at(-1),
  };
};

/**
 * @param {string} home
 * @returns {readonly string[]} what lies in it beyond caches
 */
const strangers = (home, below = "") =>
  readdirSync(path.join(home, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (caches.has(name)) return [];
    const onTheWay = [...caches].some((cache) => cache.startsWith(`${name}/`));
    return entry.isDirectory() && onTheWay ? strangers(home, name) : [name];
  });

await program(() =>
  inTempFolder("fresh clone ", async (temp) => {
    const env = await bareMachine(temp);
    const clone = path.join(temp, "the checkout");
    await must(["git", "clone", "--quiet", root, clone], temp);

    const rows = [["what", "verdict", "time"]];
    /**
     * @param {string} what
     * @param {boolean} good
     * @param {string} [time]
     */
    const note = (what, good, time = "") => rows.push([what, good ? "good" : "BAD", time]);
    for (const what of ["npm start", "npm test", "npm test, nothing changed"]) {
      console.log(`\n══ ${what}\n`);
      const began = performance.now();
      const { code } = await run([...npmCommand(), what.startsWith("npm start") ? "start" : "test"], {
        cwd: clone,
        env,
      });
      const ms = performance.now() - began;
      note(what, code === 0 && (!what.endsWith("changed") || ms < secondTestMs), seconds(ms));
    }
    const left = strangers(path.join(temp, "home"));
    note(`outside the checkout: ${left.join(", ") || "caches only"}`, left.length === 0);
    const changes = await must(["git", "status", "--porcelain"], clone);
    note(`in the checkout: ${changes.trim() || "only what is ignored"}`, changes.trim() === "");

    console.log(`\n${table(rows)}`);
    return rows.some(([, verdict]) => verdict === "BAD") ? 1 : 0;
  }),
);
