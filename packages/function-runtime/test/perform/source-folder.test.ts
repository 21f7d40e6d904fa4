import { mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject, Platform } from "../../src/index.ts";
import { installRequirements } from "../../src/install-requirements.ts";
import { sourceFolder } from "../../src/source-folder.ts";
import { expectCode, functionOf, withFolder, withProject } from "../entities/support/with-project.ts";

const base64 = Buffer.from("export const fn = () => 1;").toString("base64");
const never = new AbortController().signal;

/** Beside the link to this project's packages. */
const isOfRun = (entry: string): boolean => entry !== "node_modules";

const folderOf = (
  root: string,
  id: string,
  source: JsonObject,
  platform = {} as Platform,
): ReturnType<typeof sourceFolder> =>
  sourceFolder(source, { root, run: { id, project: "p" }, requirements: [], platform, signal: never });

describe("the folder of a function's code", () => {
  it("[ENT-46] is kept when the code cannot change, for all runs of it", () =>
    withFolder(async (root) => {
      const first = await folderOf(root, "run-1", { base64 });
      const others = await Promise.all(["run-2", "run-3", "run-4"].map((run) => folderOf(root, run, { base64 })));
      for (const other of others) expect(other).toMatchObject({ folder: first.folder, codeFile: first.codeFile });
      await Promise.all([first, ...others].map(({ release }) => release()));
      expect(await readFile(path.join(first.folder, first.codeFile ?? ""), "utf8")).toContain("export const fn");
      const other = await folderOf(root, "run-5", { base64, source: "jobs/other.ts" });
      expect(other.folder).not.toBe(first.folder);
    }));

  it("[ENT-46] is another one when a file of the store has changed", () =>
    withFolder(async (root) => {
      let code = "export const fn = () => 1;";
      const bytes = (): AsyncIterable<Uint8Array> => new Blob([code]).stream();
      const platform = {
        files: (at: string) => Promise.resolve([{ path: at, hash: code }]),
        download: () => Promise.resolve(bytes()),
      } as unknown as Platform;
      const source = { source: "s3://bucket/main.ts" };
      const first = await folderOf(root, "run-1", source, platform);
      code = "export const fn = () => 2;";
      const second = await folderOf(root, "run-2", source, platform);
      expect(second.folder).not.toBe(first.folder);
      expect(await readFile(path.join(second.folder, "main.ts"), "utf8")).toBe(code);
    }));

  it("[ENT-46] is made once when many runs come at the same time", () =>
    withFolder(async (root) => {
      const runs = Array.from({ length: 8 }, (_, index) => `run-${index}`);
      const folders = await Promise.all(runs.map((run) => folderOf(root, run, { base64 })));
      expect(new Set(folders.map(({ folder }) => folder)).size).toBe(1);
      await Promise.all(folders.map(({ release }) => release()));
      expect((await readdir(root)).filter(isOfRun)).toHaveLength(2);
      await readFile(path.join(folders[0]?.folder ?? "", folders[0]?.codeFile ?? ""));
    }));

  it("finds the packages of the project that the process works in, also where it was kept before", () =>
    withFolder(async (root) => {
      const kept = await folderOf(root, "run-1", { base64 });
      await rm(path.join(root, "node_modules"));
      await folderOf(root, "run-2", { base64 });
      expect(await readlink(path.join(root, "node_modules"))).toBe(path.resolve("node_modules"));
      const { resolve } = createRequire(path.join(kept.folder, kept.codeFile ?? ""));
      expect(resolve("zod/package.json")).toContain("zod");
    }));

  it("[ENT-46] is fetched anew for each run, and removed, when the code may be another tomorrow", () =>
    withFolder(async (root) => {
      let version = 0;
      const server = createServer((_request, response) => response.end(`export const version = ${++version};`));
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const source = { source: `http://127.0.0.1:${(server.address() as AddressInfo).port}/main.ts` };
      try {
        for (const expected of [1, 2]) {
          const { folder, codeFile, release } = await folderOf(root, `run-${expected}`, source);
          expect(await readFile(path.join(folder, codeFile ?? ""), "utf8")).toContain(`version = ${expected}`);
          await release();
        }
        expect((await readdir(root)).filter(isOfRun)).toEqual([]);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    }));
});

describe("what code imports and is not there", () => {
  it.each([
    ["a package", "nowhere-to-be-found", "install it in the project, or name it in requirements"],
    ["a file beside the only one", "./other.ts", "give the folder as codeSrc"],
  ])("%s: the message says what to do", (_, specifier, advice) =>
    withProject(async (project) => {
      const fn = await functionOf(project, `import "${specifier}"; export const fn = () => 1;`);
      const error = await expectCode(fn.run("job", { wait: true }), "FUNCTION_RUN_FAILED");
      expect(error.message).toContain("FUNCTION_NOT_LOADED");
      expect(error.message).toContain(advice);
    }),
  );
});

describe("requirements", () => {
  /** A package on disk: installing it needs nobody else. */
  async function packageAt(folder: string, scripts: object = {}): Promise<string> {
    const at = path.join(folder, "greeting");
    await mkdir(at, { recursive: true });
    const manifest = { name: "greeting", version: "1.0.0", type: "module", exports: "./index.js", scripts };
    await writeFile(path.join(at, "package.json"), JSON.stringify(manifest));
    await writeFile(path.join(at, "index.js"), 'export const greeting = "good day";');
    return at;
  }

  it("[SEED-37] [ENT-41] of a folder are installed for a local run", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const requirement = `file:${await packageAt(folder)}`;
        const code = path.join(folder, "code");
        await mkdir(code);
        await writeFile(
          path.join(code, "main.ts"),
          'import { greeting } from "greeting"; export const fn = () => greeting;',
        );
        const fn = await project.newFunction({
          name: "fn",
          kind: "nodejs",
          codeSrc: code,
          handler: "main:fn",
          nodeVersion: "NODE_24",
          requirements: [requirement],
        });
        const run = await fn.run("job", { localExecution: true });
        expect(run.result("output_0")).toBe("good day");
      }),
    ));

  it("[SEED-37] [ENT-41] of plain code are those of the project around it, in the versions that it has", () =>
    withProject(async (project) => {
      const code = 'import { z } from "zod"; export const fn = () => z.number().parse(1);';
      const fn = await functionOf(project, code, { requirements: ["zod@^0.0.1"] });
      expect((await fn.run("job", { localExecution: true })).result("output_0")).toBe(1);
    }));

  it("[SEED-37] [ENT-41] of plain code are installed where the project around it has none of that name", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const requirements = [`file:${await packageAt(folder)}`];
        const code = 'import { greeting } from "greeting"; export const fn = () => greeting;';
        const fn = await functionOf(project, code, { requirements });
        expect((await fn.run("job", { localExecution: true })).result("output_0")).toBe("good day");
      }),
    ));

  it("[ENT-41] are installed without their scripts, and only when they are missing", () =>
    withFolder(async (folder) => {
      const ran = path.join(folder, "ran");
      const at = await packageAt(folder, { install: `touch ${ran}`, postinstall: `touch ${ran}` });
      const target = path.join(folder, "target");
      await mkdir(target);
      await installRequirements(target, [`file:${at}`], { signal: never });
      expect(await readdir(path.join(target, "node_modules"))).toContain("greeting");
      expect(await readdir(folder)).not.toContain("ran");

      await mkdir(path.join(target, "node_modules", "present"));
      await writeFile(path.join(target, "node_modules", "present", "package.json"), '{"name":"present"}');
      await installRequirements(target, ["present"], { signal: never });
    }));

  it("[ENT-41] that cannot be installed are named, with what npm says", () =>
    withFolder(async (folder) => {
      const error = await expectCode(
        installRequirements(folder, [`file:${path.join(folder, "gone")}`], { signal: never }),
        "FUNCTION_REQUIREMENTS_FAILED",
      );
      expect(error.message).toMatch(/gone cannot be installed; npm ended with code \d+: /);
      const aborted = AbortSignal.abort(new Error("enough"));
      await expect(installRequirements(folder, ["file:./gone"], { signal: aborted })).rejects.toThrow("enough");
    }));
});
