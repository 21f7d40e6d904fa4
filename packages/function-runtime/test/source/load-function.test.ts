import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { execute, initialise } from "../../src/compose/execute.ts";
import { createContext } from "../../src/compose/create-context.ts";
import { loadFunction } from "../../src/source/load-function.ts";
import { tempFolder } from "./support.ts";

const run = promisify(execFile);

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

const returning = (text: string): string => `export const f = (): string => "${text}";\n`;
const callOf = async (options: Parameters<typeof loadFunction>[0]): Promise<unknown> =>
  (await execute(await loadFunction(options), { reserved: {} })).value;

describe("loading a function", () => {
  it("[CORE-42] [CORE-43] module.sub:function is a file below, TypeScript first", async () => {
    const folder = await folderOf({
      "module/sub.ts": returning("typescript"),
      "module/sub.js": 'export const f = () => "javascript";',
      "other.mjs": 'export const f = () => "mjs"; export default () => "default";',
      "third.mts": returning("mts"),
      "my.steps.js": 'export function f() { return "exact"; }',
    });
    expect(await callOf({ folder, handler: "module.sub:f" })).toBe("typescript");
    expect(await callOf({ folder, handler: "module/sub.js:f" })).toBe("javascript");
    expect(await callOf({ folder, handler: "other:f" })).toBe("mjs");
    expect(await callOf({ folder, handler: "other:default" })).toBe("default");
    expect(await callOf({ folder, handler: "third:f" })).toBe("mts");
    expect(await callOf({ folder, handler: "my.steps.js:f" })).toBe("exact");
  });

  it("[CORE-43] TypeScript is run by Node alone, without a test's tools around it", async () => {
    const code = `interface Row { readonly n: number }
      export const f = ({ n }: Row): string => (n satisfies number).toFixed(1);`;
    const folder = await folderOf({ "main.ts": code });
    const loader = new URL("../../src/source/load-function.ts", import.meta.url);
    const script = `const { loadFunction } = await import(${JSON.stringify(loader.href)});
      const { call } = await loadFunction({ folder: ${JSON.stringify(folder)}, handler: "f" });
      console.log(call({ n: 2 }));`;
    const flags = ["--conditions=@millrace/source", "--input-type=module"];
    const { stdout } = await run(process.execPath, [...flags, "--eval", script]);
    expect(stdout).toBe("2.0\n");
  });

  it("[CORE-42] a bare name is of main", async () => {
    const folder = await folderOf({ "main.ts": returning("main"), "other.ts": returning("other") });
    expect(await callOf({ folder, handler: "f" })).toBe("main");
  });

  it("[CORE-42] or of the only file of code", async () => {
    const folder = await folderOf({
      "src/train.ts": returning("train"),
      "src/types.d.ts": "export {};",
      "data.csv": "a",
    });
    expect(await callOf({ folder, handler: "f" })).toBe("train");
  });

  it("[CORE-42] or of the file that the source is", async () => {
    const folder = await folderOf({ "a/train.ts": returning("train"), "main.ts": returning("main") });
    expect(await callOf({ folder, handler: "f", codeFile: "a/train.ts" })).toBe("train");
    expect(await callOf({ folder, handler: "train:f", codeFile: "a/train.ts" })).toBe("train");
    expect(await callOf({ folder, handler: "lost.train:f", codeFile: "a/train.ts" })).toBe("train");
  });

  it("[CORE-45] init is named like a handler and shares its module", async () => {
    const code = `let prepared = 0;
      export const init = (_context, { by }) => { prepared += by; };
      export const f = () => prepared;`;
    const folder = await folderOf({ "main.js": code });
    const loaded = await loadFunction({ folder, handler: "main:f", initFunction: "init" });
    await initialise(loaded, createContext(), { by: 3 });
    expect((await execute(loaded, { reserved: {} })).value).toBe(3);
    expect(loaded.name).toBe("main:f");
  });

  const broken = {
    "main.ts": "export const train = () => 1; export const version = 2;",
    "lib/empty.js": "",
    "throws.js": 'throw new Error("no GPU");',
    "rejects.js": 'throw "text";',
    "imports.js": 'import "not-installed-anywhere";',
  };
  it.each([
    [
      "a module that is not there",
      "other:f",
      ["no module 'other'", "other.ts, other.mts, other.js, other.mjs", "main.ts"],
    ],
    ["a file that is not there", "other.ts:f", ["no module 'other.ts'"]],
    ["an export that is not there", "main:trian", ["main.ts exports no 'trian'", "did you mean 'train'?"]],
    ["an export that is no function", "main:version", ["exports 'version', which is no function", "train"]],
    ["a module without exports", "lib.empty:f", ["it exports no function"]],
    ["a module that throws", "throws:f", ["throws.js failed while it was loaded: Error: no GPU"]],
    ["a module that throws what is no error", "rejects:f", ["rejects.js failed while it was loaded: text"]],
    ["a package that is not there", "imports:f", ["imports.js failed", "not-installed-anywhere"]],
    ["an inherited name", "main:toString", ["exports no 'toString'"]],
  ])("[CORE-44] %s", async (_what, handler, says) => {
    const folder = await folderOf(broken);
    const attempt = loadFunction({ folder, handler });
    for (const part of says) {
      await expect(attempt).rejects.toMatchObject({
        code: "FUNCTION_NOT_LOADED",
        message: expect.stringContaining(part) as string,
      });
    }
  });

  it("[CORE-42] [CORE-44] a bare name without main and with several files names them", async () => {
    const folder = await folderOf({ "a.ts": "", "b/c.js": "", "node_modules/x/index.js": "", ".git/d.js": "" });
    await expect(loadFunction({ folder, handler: "f" })).rejects.toMatchObject({
      code: "FUNCTION_NOT_LOADED",
      details: { files: ["a.ts", "b/c.js"] },
    });
    await expect(loadFunction({ folder: `${folder}/absent`, handler: "f" })).rejects.toMatchObject({
      code: "FUNCTION_NOT_LOADED",
      message: expect.stringContaining("no file of code") as string,
    });
  });

  it("[CORE-47] a link that leads out of the folder is no module of it", async () => {
    const outside = await folderOf({ "main.js": 'export const f = () => "outside";' });
    const folder = await folderOf({ "other.js": "" });
    await symlink(path.join(outside, "main.js"), path.join(folder, "main.js"));
    await symlink(outside, path.join(folder, "lib"));
    expect(await callOf({ folder: outside, handler: "main:f" })).toBe("outside");
    for (const handler of ["main:f", "lib.main:f", "lib/main.js:f"]) {
      await expect(loadFunction({ folder, handler })).rejects.toMatchObject({ code: "FUNCTION_NOT_LOADED" });
    }
  });
});
