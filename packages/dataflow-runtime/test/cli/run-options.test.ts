import { join } from "node:path";
import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { runCommand } from "./support/run-command.ts";
import { runVerb } from "./support/run-verb.ts";
import { sumFlow as files } from "./support/sum-flow.ts";

test("[YAML-7] run --stop-after ends what timers keep alive", async () => {
  const clocked = {
    ...files,
    "dataflow.yml": "nodes:\n  - {id: sink, path: sink.mjs, inputs: {t: dora/timer/millis/20}}\n",
  };
  await withFiles({ ...clocked, "sink.mjs": files["sink.mjs"].replace("sum +=", "sum = 5 ||") }, async (folder) => {
    const { code, stderr } = await runCommand(["run", "dataflow.yml", "--stop-after", "300ms"], folder);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("sink: sum 5") });
  });
});

test("[YAML-7] run refuses what it cannot run, before anything starts", async () => {
  await withFiles({ "d.yml": "nodes: [{id: a, path: dynamic, cpu_affinity: [0]}]\n" }, async (folder) => {
    const { code, stderr } = await runVerb(["run", join(folder, "d.yml")]);
    expect(code).toBe(1);
    expect(stderr).toContain("[DATAFLOW_UNSUPPORTED]");
  });
  expect(await runVerb(["run", "d.yml", "--stop-after", "soon"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--stop-after 'soon' is no duration"),
  });
});
