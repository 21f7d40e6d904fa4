import { describe, expect, test } from "vitest";
import { startServer } from "../../src/server.ts";
import { functionFiles as files } from "./support/function-files.ts";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb } from "./support/run-verb.ts";

describe("runs of another process", () => {
  test("[CLI-12] on another platform it prints the key at once, and waits when it is told to", async () => {
    await using folder = await projectFolder(files);
    await using server = await startServer({ dir: folder.at("store") });
    const line = ["run", `${folder.at("math.mjs")}:sum`, "--endpoint", server.url, "--param", "a=1"];
    const begun = await runVerb(...line);
    expect(begun).toMatchObject({ code: 0, stdout: expect.stringMatching(/^store:\/\/default\/run\/.*\n$/) });
    const waited = await runVerb(...line, "--wait", "--json");
    expect(jsonOf(waited)).toMatchObject({ ok: true, state: "COMPLETED", results: { output_0: 1 } });
    expect(await runVerb(...line, "--dir", "x")).toMatchObject({ code: 2 });
    expect(await runVerb("run", `${folder.at("math.mjs")}:sum`, "--as-container")).toMatchObject({ code: 2 });
  });

  test("[CLI-15] logs prints what a run has written, by its id or key", async () => {
    await using folder = await projectFolder(files);
    const dir = folder.at("store");
    const { id, key } = jsonOf(
      await runVerb("run", `${folder.at("math.mjs")}:sum`, "--dir", dir, "--json", "--param", "a=1"),
    );
    for (const run of [String(id), String(key)]) {
      expect(await runVerb("logs", run, "--dir", dir, "--follow")).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("adding 1 0\n"),
      });
    }
    const times = await runVerb("logs", String(id), "--dir", dir, "--times");
    expect(times.stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z adding 1 0$/m);
    expect(jsonOf(await runVerb("logs", String(id), "--dir", dir, "--json"))).toMatchObject({
      key,
      state: "COMPLETED",
    });
    expect(await runVerb("logs", "nothing", "--dir", dir)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("FUNCTION_NOT_FOUND"),
    });
    expect(await runVerb("logs", "store://x", "--dir", dir)).toMatchObject({ code: 2 });
  });
});
