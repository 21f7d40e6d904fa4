import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb } from "./support/run-verb.ts";

const verbs = ["init", "run", "serve", "build", "logs", "check", "server", "doctor"];
const packageFolder = path.resolve(import.meta.dirname, "../..");

/** The command as a program of its own. */
async function program(
  args: readonly string[],
  cwd: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(packageFolder, "src/cli.ts"), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "--conditions=@millrace/source" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

describe("the command", () => {
  test.each(verbs)("[CLI-1] %s explains itself, with an example", async (verb) => {
    const help = await runVerb(verb, "--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain(`millrace-function ${verb}`);
    expect(help.stdout).toMatch(/Examples:\n {2}\S/);
  });

  test("[CLI-1] without a verb, or with a wrong one, says which there are", async () => {
    expect(await runVerb()).toMatchObject({ code: 2, stderr: expect.stringContaining(verbs.slice(0, 3).join(", ")) });
    expect(await runVerb("rum")).toMatchObject({ code: 2, stderr: expect.stringContaining("CLI_UNKNOWN_VERB") });
    expect(await runVerb("run")).toMatchObject({ code: 2, stderr: expect.stringContaining("CLI_INVALID_ARGUMENT") });
  });

  test("[CLI-2] [CLI-4] as a program: init, check and run, with answers on standard output alone", async () => {
    await using folder = await projectFolder();
    expect(await program(["init"], folder.path)).toMatchObject({ code: 0, stderr: "" });
    expect(await program(["check", "greet.ts:greet"], folder.path)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/outputs +greeting\ninit +none\n✔ valid: greet.ts:greet\n$/),
      stderr: "",
    });
    const run = await program(["run", "greet.ts", "--param", "name=Ada", "--json"], folder.path);
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ results: { greeting: "Hello, Ada!" } });
    const inline = await program(["run", "greet.ts:greet", "--inline"], folder.path);
    expect(inline).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("FUNCTION_RUN_FAILED") });
  });
});

describe("init", () => {
  test("[CLI-4] writes a project that is valid, and overwrites nothing", async () => {
    await using folder = await projectFolder();
    const first = await runVerb("init", folder.path, "--json");
    expect(first.code).toBe(0);
    expect(jsonOf(first)["files"]).toEqual(
      ["package.json", "greet.ts", "greet.test.ts", ".gitignore"].map((name) => folder.at(name)),
    );
    const manifest = JSON.parse(await readFile(folder.at("package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      type: "module",
      dependencies: { "@millrace/function-runtime": expect.any(String) },
    });
    const checked = await runVerb("check", folder.at("greet.ts"), "--json", "--parameters", '{"name":"Ada"}');
    expect(jsonOf(checked)).toMatchObject({
      ok: true,
      problems: [],
      declares: { outputs: ["greeting"], validatesParameters: true },
    });
    expect(await runVerb("init", folder.path)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is there already"),
    });
    expect(await runVerb("init", folder.at("greet.ts", "below"))).toMatchObject({ code: 2 });
  });

  test("[CLI-4] its own tests pass", async () => {
    await using folder = await projectFolder();
    await runVerb("init", folder.path);
    const child = spawn(process.execPath, ["--conditions=@millrace/source", "--test"], {
      cwd: folder.path,
      // Node's test runner is told by the variable that it is the child of another one.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: "--conditions=@millrace/source" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    expect(await text(child.stdout)).toContain("pass 2");
    expect(await ended).toBe(0);
  });
});
