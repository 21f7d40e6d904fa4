import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const bundler = fileURLToPath(new URL("../../../../node_modules/tsup/dist/cli-default.js", import.meta.url));
let folder = "";

beforeAll(async () => {
  // Below the package, so that the bundle finds what it depends on.
  folder = await mkdtemp(join(packageFolder, ".results-bundled-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("[THR-19] the bundle starts workers by an entry of its own", async () => {
  const flags = ["--no-config", "--format", "esm", "--platform", "node", "--target", "node22", "--silent"];
  const bundle = [
    "--entry.index",
    "src/index.ts",
    "--entry.worker",
    "src/embedded/threads/worker-main.ts",
    "--out-dir",
    folder,
  ];
  await run(process.execPath, [bundler, ...flags, ...bundle], { cwd: packageFolder });
  const script = `import { Node } from "./index.js";
    const node = await Node.connect();
    console.log("a worker of " + node.nodeId);`;
  const main = `import { runDataflow } from "./index.js";
    const nodes = [{ id: "one", path: ${JSON.stringify(join(folder, "script.js"))} }];
    await runDataflow({ nodes }, { onLog: ({ message }) => console.log(message) });`;
  await writeFile(join(folder, "script.js"), script);
  await writeFile(join(folder, "main.js"), main);
  const { stdout } = await run(process.execPath, ["--conditions=@millrace/source", join(folder, "main.js")]);
  expect(stdout.trim()).toBe("a worker of one");
});
