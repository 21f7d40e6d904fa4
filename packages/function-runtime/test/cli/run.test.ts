import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { connectProject } from "../../src/project.ts";
import { functionFiles as files } from "./support/function-files.ts";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb, startVerb } from "./support/run-verb.ts";

describe("run", () => {
  test("[CLI-5] runs a job in a process of its own, shows its log, and prints what it gave", async () => {
    await using folder = await projectFolder(files);
    const run = await runVerb(
      "run",
      `${folder.at("math.mjs")}:sum`,
      "--dir",
      folder.at("store"),
      "--param",
      "a=1",
      "--param",
      "b=2",
    );
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/result +output_0 +3\n✔ COMPLETED/) });
    expect(run.stderr).toMatch(/store:\/\/default\/run\/nodejs\+job:run\/[0-9a-f]+\n/);
    expect(run.stderr).toContain("adding 1 2");
  });

  test("[CLI-2] [CLI-3] [CLI-5] a job that fails ends with 1, and says why", async () => {
    await using folder = await projectFolder(files);
    const run = await runVerb(
      "run",
      `${folder.at("math.mjs")}:fails`,
      "--dir",
      folder.at("store"),
      "--json",
      "--retries",
      "0",
    );
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("about to fail");
    expect(jsonOf(run)).toMatchObject({ ok: false, state: "ERROR", message: expect.stringContaining("boom") });
  });

  test("[CLI-2] [CLI-6] --inline runs it in the process of the command", async () => {
    await using folder = await projectFolder(files);
    const line = [
      "run",
      `${folder.at("only.mjs")}:hello`,
      "--dir",
      folder.at("store"),
      "--inline",
      "--json",
      "--name",
      "hi",
    ];
    const run = await runVerb(...line, "--parameters", '{"name":"Ada"}');
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({
      ok: true,
      state: "COMPLETED",
      results: { output_0: "Hello, Ada!" },
      outputs: {},
    });
    expect(await runVerb(...line, "--job")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("exclude each other"),
    });
  });

  test("[CLI-7] parameters come as JSON, from a file and one by one", async () => {
    await using folder = await projectFolder(files);
    await writeFile(folder.at("given.json"), '{"a": 40, "b": 1}');
    const sum = async (...more: readonly string[]) =>
      runVerb("run", `${folder.at("math.mjs")}:sum`, "--dir", folder.at("store"), "--inline", "--json", ...more);
    expect(jsonOf(await sum("--parameters", `@${folder.at("given.json")}`))).toMatchObject({
      results: { output_0: 41 },
    });
    const both = await sum("--parameters", `@${folder.at("given.json")}`, "--param", "b=2");
    expect(jsonOf(both)).toMatchObject({ results: { output_0: 42 } });
    for (const wrong of ["{a:1}", "[1]", `@${folder.at("none.json")}`])
      expect(await sum("--parameters", wrong)).toMatchObject({
        code: 2,
        stdout: expect.stringContaining("CLI_INVALID_OPTION"),
      });
    expect(await sum("--input", "data")).toMatchObject({ code: 2 });
    expect(await sum("--input", "data=no-key")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("FUNCTION_INVALID_KEY"),
    });
  });

  test("[CLI-7] [CLI-8] inputs, variables and secrets reach the function", async () => {
    await using folder = await projectFolder(files);
    const dir = folder.at("store");
    const project = await connectProject("default", { dir });
    await project.platform.setSecret("default", "TOKEN", "t-12345");
    const { key } = await project.newArtifact({ name: "letters", kind: "artifact", path: "s3://millrace/letters.txt" });
    await project.close();
    const read = await runVerb(
      "run",
      `${folder.at("math.mjs")}:read`,
      "--dir",
      dir,
      "--inline",
      "--json",
      "--input",
      `data=${key}`,
    );
    expect(jsonOf(read)).toMatchObject({ results: { output_0: "letters" } });
    const line = [
      "run",
      `${folder.at("math.mjs")}:env`,
      "--dir",
      dir,
      "--json",
      "--env",
      "COLOUR=red=ish",
      "--secret",
      "TOKEN",
    ];
    expect(jsonOf(await runVerb(...line, "--memory", "256Mi"))).toMatchObject({
      results: { output_0: "red=ish/t-12345" },
    });
    expect(await runVerb(...line, "--memory", "much")).toMatchObject({ code: 2 });
    expect(await runVerb(...line, "--env", "COLOUR=blue")).toMatchObject({ code: 2 });
  });

  test("[CLI-9] a file that exports one function needs no name", async () => {
    await using folder = await projectFolder(files);
    const run = (file: string) => runVerb("run", file, "--dir", folder.at("store"), "--inline");
    expect(await run(folder.at("only.mjs"))).toMatchObject({ code: 0, stdout: expect.stringContaining("Hello, you!") });
    expect(await run(folder.at("math.mjs"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("exports sum, env, fails,"),
    });
    expect(await run(folder.at("none.mjs"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("cannot be read"),
    });
    expect(await run("README.md")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("such as src/greet.ts:greet"),
    });
    const none = await run(`${folder.at("math.mjs")}:summ`);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("did you mean 'sum'?") });
  });

  test("[CLI-10] a file that imports others of its folder travels with them", async () => {
    await using folder = await projectFolder(files);
    const run = (target: string) => runVerb("run", target, "--dir", folder.at("store"), "--json", "--param", "n=8");
    expect(jsonOf(await run(`${folder.at("parts/main.mjs")}:quarter`))).toMatchObject({ results: { output_0: 2 } });
    expect(await run(`${folder.at("parts/outside.mjs")}:greet`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'../only.mjs' from outside"),
    });
  });

  test.each(["--json", "--inline"])(
    "[CLI-3] [CLI-11] Ctrl-C stops it, and the command ends with 130 (%s)",
    async (mode) => {
      await using folder = await projectFolder(files);
      const verb = startVerb(["run", `${folder.at("math.mjs")}:slow`, "--dir", folder.at("store"), mode]);
      if (mode === "--json") await verb.said(/begun/);
      else await new Promise((resolve) => setTimeout(resolve, 1_000));
      verb.stop();
      expect((await verb.ended).code).toBe(130);
      await using project = await connectProject("default", { dir: folder.at("store") });
      expect((await project.listRuns()).map(({ status }) => status.state)).toEqual(["STOPPED"]);
    },
  );
});
