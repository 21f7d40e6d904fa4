import path from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { line, none, sum } from "./counts.mjs";
import { root } from "./paths.mjs";
import { phase } from "./phase.mjs";
import { clearResults, countTask, readResults } from "./results.mjs";
import { ensureTool, toolsOf } from "./tools.mjs";
import { turbo } from "./turbo.mjs";
import { packagesIn } from "./workspace.mjs";

const ofPackages = ["build", "typecheck", "test", "test:runtimes", "test:smoke", "check:package"];
const ofTheRoot = ["//#lint", "//#format", "//#knip", "//#boundaries"];

/** The other Node versions that published packages are tested on; a platform may lack one. */
const bringRuntimes = async () => {
  const offered = toolsOf();
  const roles = /** @type {const} */ (["node22", "node26"]).filter((role) => offered[role] !== undefined);
  const brought = await Promise.all(roles.map((role) => ensureTool(role)));
  return brought.map(({ version }) => version);
};

const resultFolders = () => {
  const groups = ["packages", "tooling", "examples", "interop", "bench"];
  const packages = groups.flatMap((group) => packagesIn(group)).map(({ folder }) => folder);
  return [...packages, path.join(root, "docs"), path.join(root, "scripts")];
};

/**
 * Says again, where the end of a long output is read, what a task skipped, and which of its tests failed.
 *
 * @param {import("./results.mjs").Task} task
 */
const tellOf = (task) => (/** @type {string} */ what, /** @type {readonly string[]} */ names) => {
  for (const name of names) console.log(`${what}: ${task.package} ${task.task}: ${name}`);
};

/** `npm test`: everything that must hold with npm alone. */
export const test = async () => {
  const env = await bootstrap();
  await phase("runtimes", bringRuntimes, (versions) => `Node ${versions.join(", ") || "none for this platform"}`);
  clearResults(resultFolders());

  const { code, tasks: ran, unfinished } = await turbo([...ofPackages, ...ofTheRoot], env);

  const counts = ran.map((task) => {
    const results = readResults(task);
    const tell = tellOf(task);
    tell(
      "skipped",
      results.flatMap(({ reasons = [] }) => reasons),
    );
    tell(
      "unsteady",
      results.flatMap(({ unsteady = [] }) => unsteady),
    );
    const failures = results.flatMap(({ failures: names = [] }) => names);
    const counted = countTask(task, results);
    tell("failed", counted.failed > 0 && failures.length === 0 ? [`exit code ${task.execution.exitCode}`] : failures);
    return counted;
  });
  if (unfinished > 0) {
    console.log(`interrupted: ${unfinished} of turbo's tasks did not end`);
    counts.push({ ...none, failed: unfinished });
  }
  // turbo may also fail before it starts any task.
  if (code !== 0 && sum(counts).failed === 0) counts.push({ ...none, failed: 1 });
  const total = sum(counts);
  console.log(line(total));
  return total.failed === 0 ? 0 : 1;
};
