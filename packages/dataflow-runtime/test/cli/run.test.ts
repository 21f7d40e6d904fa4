import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { runCommand } from "./support/run-command.ts";
import { sumFlow as files } from "./support/sum-flow.ts";

test("[YAML-7] run ends with its nodes, and writes a page of what flowed", async () => {
  await withFiles(files, async (folder) => {
    const report = join(folder, "report.html");
    const line = ["run", "dataflow.yml", "--placement", "worker", "--report", report];
    const { code, stdout, stderr } = await runCommand(line, folder);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("sink: sum 6") });
    expect(stdout).toMatch(/source\/n +sink\/n +3 /);
    expect(stdout).toMatch(/✔ done after \d/);
    expect(await readFile(report, "utf8")).toMatch(/class="node is-succeeded"/);
  });
});

test("[YAML-7] run --json tells of nodes and inputs, and --quiet nothing else", async () => {
  await withFiles(files, async (folder) => {
    const { code, stdout, stderr } = await runCommand(["run", "dataflow.yml", "--json", "--quiet"], folder);
    expect(code).toBe(0);
    expect(stderr).not.toContain("sum");
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      nodes: [
        { id: "source", ok: true, state: "finished" },
        { id: "sink", ok: true },
      ],
      edges: [{ source: "source/n", nodeId: "sink", inputId: "n", messages: 3, dropped: 0 }],
    });
  });
});

test("[YAML-7] run says which node failed and why, with exit code 1", async () => {
  await withFiles({ ...files, "sink.mjs": "throw new Error('no sun');\n" }, async (folder) => {
    const { code, stdout } = await runCommand(["run", "dataflow.yml"], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✖ node 'sink' [^]*no sun/);
    expect(stdout).toContain("✖ failed after");
  });
});

test("[THR-16] run names the file of a node that cannot be read, and blames no other node for it", async () => {
  const plain = { ...files, "sink.mjs": "const = 1;\n" };
  await withFiles(plain, async (folder) => {
    const { code, stdout, stderr } = await runCommand(["run", "dataflow.yml", "--placement", "worker"], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✖ node 'sink' .*SyntaxError: .*, in .*sink\.mjs/);
    expect(stdout).toMatch(/✖ node 'source' did not begin: \[DATAFLOW_BARRIER_FAILED\] node "sink" .* begins$/m);
    expect(stderr).not.toContain("[DATAFLOW_BARRIER_FAILED] [DATAFLOW_BARRIER_FAILED]");
  });
});
