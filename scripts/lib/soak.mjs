import { bootstrap } from "./bootstrap.mjs";
import { root } from "./paths.mjs";
import { run } from "./process.mjs";
import { select } from "./select.mjs";
import { build } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

/** Any workspace package with a script named `soak` is a suite, by the name of its folder. */
export const soakSuites = (base = root) =>
  ["packages", "interop", "bench"]
    .flatMap((group) => packagesIn(group, base))
    .filter(({ manifest }) => manifest.scripts?.soak !== undefined);

/**
 * `npm run soak [-- <suite>]`: the runs that take hours. What follows the suite's name is handed to it.
 *
 * @param {readonly string[]} args
 */
export const soak = async ([wanted, ...args]) => {
  const suites = select("suite", soakSuites(), wanted);
  if (suites.length === 0) {
    console.log("There is no soak suite yet.");
    return 0;
  }
  const env = await bootstrap();
  await build(env);
  let failed = 0;
  for (const { folder } of suites) {
    const { code } = await run(["pnpm", "run", "soak", ...args], { cwd: folder, env });
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
};
