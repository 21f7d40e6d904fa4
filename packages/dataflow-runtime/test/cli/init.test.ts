import { join } from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { readDataflow } from "../../src/descriptor/read-dataflow.ts";
import { runVerb } from "./support/run-verb.ts";

test("[YAML-6] init writes a dataflow that is valid, and overwrites nothing", async () => {
  await using folder = await tempFolder();
  const target = join(folder.path, "new");
  const first = await runVerb(["init", target]);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  const plan = await readDataflow(join(target, "dataflow.yml"));
  expect([...plan.nodes.values()].map(({ id, command }) => [id, command.kind])).toEqual([
    ["sensor", "script"],
    ["alarm", "script"],
  ]);
  expect(await runVerb(["init", target])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is there already"),
  });
});
