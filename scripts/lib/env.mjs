import path from "node:path";

/** What npm sets for the script that it runs; a child that is npm or pnpm itself would take it for its own. */
const ofTheCaller =
  /^(npm_lifecycle_.*|npm_package_.*|npm_command|npm_execpath|npm_node_execpath|INIT_CWD|NODE|NODE_ENV)$/i;

/**
 * Without the traces of the npm or pnpm that started us.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export const cleanEnv = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheCaller.test(name)));

/**
 * The environment of everything that we start: clean, with our tools first.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {{ readonly path: readonly string[], readonly nodeVersion: string }} options
 * @returns {Record<string, string | undefined>}
 */
export const childEnv = (env, { path: folders, nodeVersion }) => {
  const clean = cleanEnv(env);
  // Windows spells it "Path".
  const pathName = Object.keys(clean).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return {
    ...clean,
    [pathName]: [...folders, clean[pathName] ?? ""].join(path.delimiter),
    MILLRACE_PATH: folders.join(path.delimiter),
    MILLRACE_NODE: nodeVersion,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
  };
};

/**
 * A command that a person can paste into a shell to see the same result.
 *
 * @param {Readonly<Record<string, string | undefined>>} env as `childEnv` made it
 * @param {readonly string[]} command
 */
export const byHand = (env, command) => `PATH="${env.MILLRACE_PATH}${path.delimiter}$PATH" ${command.join(" ")}`;
