import { expectCode } from "@millrace/protocol/testing";
import { once } from "node:events";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { readParquet } from "../../src/data/parquet.ts";
import { buildFunction } from "../../src/embedded/build/build-function.ts";
import { greeting, scratch, sourceOf } from "./support/source.ts";
import { run, serve } from "./support/start.ts";

const build = async (files: Readonly<Record<string, string>>, options: object = {}) =>
  buildFunction({
    folder: await sourceOf(files),
    handler: "main:greet",
    nodeVersion: "NODE_22",
    outDir: await scratch(),
    ...options,
  });

describe("the bundle", () => {
  test("[BLD-1][BLD-2] serves the function and ends at SIGTERM", async () => {
    const { entry } = await build(greeting, { initFunction: "main:init" });
    const { url, child } = await serve([entry, "serve", "--port", "0"], path.dirname(entry));
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "ada" }),
    });
    expect([answer.status, await answer.text()]).toEqual([200, "hello ADA"]);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  });

  test("[BLD-2] runs it once as a job, with its init", async () => {
    const { entry } = await build(greeting, { initFunction: "main:init" });
    const args = ["job", "--parameters", '{"name":"ada"}', "--init-parameters", '{"prefix":"hi"}'];
    const { code, stdout, stderr } = await run([entry, ...args], path.dirname(entry));
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({ results: { output_0: "hi ADA" }, outputs: {} });
  });

  test("[BLD-2] keeps what a job returns beside plain values as files", async () => {
    const { entry } = await build(greeting, { handler: "main:table" });
    const outputs = await scratch();
    const { code, stdout } = await run([entry, "job", "--outputs", outputs], path.dirname(entry));
    const file = path.join(outputs, "output_0.parquet");
    expect([code, JSON.parse(stdout)]).toEqual([0, { results: {}, outputs: { output_0: file } }]);
    expect((await readParquet(await readFile(file))).columns[0]?.values).toEqual([1, 2]);
  });

  test("[BLD-2] a job ends although the function left something open, with all that it printed", async () => {
    const { entry } = await build(greeting, { handler: "main:leak" });
    const { code, stdout } = await run([entry, "job"], path.dirname(entry));
    expect([code, JSON.parse(stdout)]).toEqual([0, { results: { output_0: "x".repeat(1_000_000) }, outputs: {} }]);
  });

  test.each([
    ["the function throws", "main:fail", ["job"], "no greeting today"],
    ["the parameters are no JSON", "main:greet", ["job", "--parameters", "{"], "FUNCTION_INVALID"],
    ["an option is unknown", "main:greet", ["job", "--nope"], "--nope"],
    ["the mode is unknown", "main:greet", ["dance"], "FUNCTION_INVALID_ACTION"],
    ["the function is not exported", "main:absent", ["job"], "FUNCTION_INVALID_HANDLER"],
  ])("[BLD-2] fails with exit code 1 when %s", async (_, handler, args, message) => {
    const { entry } = await build(greeting, { handler });
    const { code, stdout, stderr } = await run([entry, ...args], path.dirname(entry));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
    // What went wrong, and nothing of the bundle's code.
    expect(stderr.length).toBeLessThan(5_000);
  });

  test("[BLD-1] tells the lines of the sources when a function fails", async () => {
    const { entry } = await build(greeting, { handler: "main:fail" });
    const { stderr } = await run(["--enable-source-maps", entry, "job"], path.dirname(entry));
    expect(stderr).toMatch(/main\.ts:5/);
  });

  test("[BLD-1] does not load what a service does not need", async () => {
    const { entry } = await build(greeting);
    const app = path.dirname(entry);
    const loaded = new Set<string>();
    const visit = async (name: string): Promise<void> => {
      loaded.add(name);
      const text = await readFile(path.join(app, name), "utf8");
      for (const [, next = ""] of text.matchAll(/(?:from|^import|;import)\s?"\.\/([^"]+)"/g)) {
        if (!loaded.has(next)) await visit(next);
      }
    };
    await visit("index.mjs");
    const texts = await Promise.all([...loaded].map((name) => readFile(path.join(app, name), "utf8")));
    const all = (await readdir(app)).filter((name) => name.endsWith(".mjs"));
    expect(loaded.size).toBeLessThan(all.length);
    expect(texts.join("")).not.toMatch(/PAR1|parquet expected|zstd/);
    expect(texts.join("").length).toBeLessThan(200_000);
  });

  test("[BLD-1] keeps requirements as imports and takes in what is not one", async () => {
    const files = {
      "main.ts": 'import wanted from "wanted"; import { own } from "own"; export const greet = () => wanted + own;',
      "node_modules/own/package.json": '{ "name": "own", "version": "1.0.0", "main": "index.js" }',
      "node_modules/own/index.js": "exports.own = require('node:path').sep;",
    };
    const { entry, context, layoutOmitted } = await build(files, { requirements: ["wanted@^1.2.0"] });
    const text = await readFile(entry, "utf8");
    expect(text).toContain('from"wanted"');
    expect(text).not.toContain('"own"');
    expect(layoutOmitted).toContain("requirements");
    expect(JSON.parse(await readFile(path.join(context, "package.json"), "utf8"))).toMatchObject({
      dependencies: { wanted: "^1.2.0" },
    });
    const installed = await sourceOf(
      { "index.js": "export default 'w';", "package.json": '{ "type": "module", "exports": "./index.js" }' },
      path.join(path.dirname(entry), "node_modules", "wanted"),
    );
    expect(installed).toContain("wanted");
    const { stdout } = await run([entry, "job"], path.dirname(entry));
    expect(JSON.parse(stdout)).toMatchObject({ results: { output_0: "w/" } });
  });

  test("[BLD-3] without esbuild the error says what to install", async () => {
    vi.doMock("esbuild", () => {
      throw new Error("Cannot find package 'esbuild'");
    });
    try {
      const error = await expectCode(build(greeting), "FUNCTION_ESBUILD_MISSING");
      expect(error.message).toContain("npm install --save-dev esbuild");
    } finally {
      vi.doUnmock("esbuild");
    }
  });

  test("[BLD-3] code that cannot be bundled is told by file and line", async () => {
    const broken = { "main.ts": "export const greet = () => 1;\nexport const = 2;" };
    const error = await expectCode(build(broken), "FUNCTION_BUNDLE_FAILED");
    expect(error.message).toContain("main.ts:2");
    const missing = { "main.ts": 'import x from "not-there"; export const greet = () => x;' };
    expect((await expectCode(build(missing), "FUNCTION_BUNDLE_FAILED")).message).toContain('"not-there"');
  });

  test("[BLD-9] is left out on demand: the source is copied as it is", async () => {
    const folder = await sourceOf({ ...greeting, "node_modules/x/index.js": "", ".git/config": "" });
    const result = await build(greeting, { folder, bundle: false, outDir: path.join(folder, "out") });
    expect(result.layout).toBeUndefined();
    expect(result.layoutOmitted).toContain("installs this package");
    expect((await readdir(path.join(result.context, "app", "source"))).toSorted()).toEqual(["lib", "main.ts"]);
    const manifest = await readFile(path.join(result.context, "package.json"), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({ dependencies: { "@millrace/function-runtime": "latest" } });
    expect(await readFile(result.dockerfile, "utf8")).toContain("RUN npm install");
  });

  test("[BLD-1] replaces what an earlier build left, and nothing else", async () => {
    const outDir = await scratch();
    await writeFile(path.join(outDir, "notes.txt"), "mine");
    await build(greeting, { outDir });
    const first = await readdir(path.join(outDir, "app"));
    await writeFile(path.join(outDir, "app", "old.mjs"), "");
    await build(greeting, { outDir });
    expect(await readdir(path.join(outDir, "app"))).toEqual(first);
    expect(await readFile(path.join(outDir, "notes.txt"), "utf8")).toBe("mine");
  });

  test("[BLD-5] unknown options are refused", async () => {
    await expectCode(build(greeting, { image: "x" }), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(build(greeting, { architecture: "s390x" }), "PROTOCOL_INVALID_OPTION");
  });

  test("[BLD-5] the result may not lie above the source", async () => {
    const folder = await sourceOf(greeting);
    await expectCode(build(greeting, { folder, outDir: path.dirname(folder) }), "FUNCTION_INVALID_BUILD");
    await expectCode(build(greeting, { folder, outDir: folder }), "FUNCTION_INVALID_BUILD");
  });
});
