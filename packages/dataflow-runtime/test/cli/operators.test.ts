import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { packageUrl, runCommand } from "./support/run-command.ts";
import { runVerb } from "./support/run-verb.ts";

test("[YAML-7] operators hosts operators as the node of a dataflow", async () => {
  const files = {
    "dataflow.yml": `nodes:
  - {id: source, path: source.mjs, outputs: [n]}
  - id: host
    path: millrace-dataflow
    args: operators --operator double=./double.mjs --operator sum=./sum.mjs
    inputs: {double/n: source/n, sum/n: host/double/twice}
    outputs: [double/twice]
`,
    "source.mjs": `import { Node } from ${JSON.stringify(packageUrl)};
const node = await Node.connect();
for (const n of [1, 2, 3]) await node.sendOutput("n", [n]);
await node.close();
`,
    "double.mjs": `import { DoraStatus } from ${JSON.stringify(packageUrl)};
export class Operator {
  onEvent(event, sendOutput) {
    if (event.type === "INPUT") sendOutput("twice", [2 * Number(event.value.get(0))]);
    return DoraStatus.CONTINUE;
  }
}
`,
    "sum.mjs": `import { DoraStatus } from ${JSON.stringify(packageUrl)};
let sum = 0;
export class Operator {
  onEvent(event) {
    if (event.type === "INPUT") sum += Number(event.value.get(0));
    if (sum !== 12) return DoraStatus.CONTINUE;
    console.log("sum", sum);
    return DoraStatus.STOP_ALL;
  }
}
`,
  };
  await withFiles(files, async (folder) => {
    const { code, stdout, stderr } = await runCommand(["run", "dataflow.yml", "--stop-after", "20s"], folder);
    expect({ code, output: stdout + stderr }).toMatchObject({ code: 0, output: expect.stringContaining("sum 12") });
    expect(stdout).toMatch(/host\/double\/twice +host\/sum\/n +3 /);
  });
});

test("[YAML-7] operators refuses a line that gives no operator, or one that is wrong", async () => {
  expect(await runVerb(["operators"])).toMatchObject({ code: 2, stderr: expect.stringContaining("no --operator") });
  expect(await runVerb(["operators", "--operator", "detect"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("'detect' is not <id>=<file>"),
  });
});

test("[YAML-7] operators needs a dataflow", async () => {
  expect(await runVerb(["operators", "--operator", "a=./a.mjs"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("[DATAFLOW_NOT_IN_DATAFLOW]"),
  });
});
