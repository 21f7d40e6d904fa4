import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { runVerb } from "./support/run-verb.ts";

const hosted = {
  "dataflow.yml":
    "nodes: [{id: host, path: millrace-dataflow, args: operators --operator one=./one.mjs, inputs: {t: dora/timer/millis/5}}]\n",
};

test("[YAML-7] run tells where code of its own process threw", async () => {
  const files = { ...hosted, "one.mjs": "export default class { onEvent() { throw new Error('no sun'); } }\n" };
  await withFiles(files, async (folder) => {
    const { code, stdout } = await runVerb(["run", join(folder, "dataflow.yml")]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✖ node 'host' .*no sun\n +at .*one\.mjs.*:1:\d+/);
  });
});

test("[YAML-7] run says that it stops when somebody interrupts it", async () => {
  const one = `import { writeFileSync } from "node:fs";
export default class { onEvent() { writeFileSync(new URL("up", import.meta.url), ""); return 0; } }
`;
  await withFiles({ ...hosted, "one.mjs": one }, async (folder) => {
    const interrupt = new AbortController();
    const run = runVerb(["run", join(folder, "dataflow.yml")], { signal: interrupt.signal });
    await expect.poll(() => existsSync(join(folder, "up")), { timeout: 10_000 }).toBe(true);
    interrupt.abort();
    expect((await run).stderr).toContain("Ctrl-C again ends it at once");
  });
});
