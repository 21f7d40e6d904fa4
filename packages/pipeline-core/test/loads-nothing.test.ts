import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "..");

/** Every module that a program loads, and what it prints. */
function loadedBy(program: string): { readonly modules: readonly string[]; readonly printed: string } {
  const watch = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await (async () => { ${program} })();
    process.stdout.write("\\n" + JSON.stringify(loaded));`;
  const flags = ["--conditions=@millrace/source", "--disable-warning=ExperimentalWarning", "--input-type=module"];
  const output = execFileSync(process.execPath, [...flags, "-e", watch], { cwd: folder, encoding: "utf8" });
  const end = output.lastIndexOf("\n");
  return { modules: JSON.parse(output.slice(end + 1)) as string[], printed: output.slice(0, end) };
}

const foreign = (modules: readonly string[]): readonly string[] =>
  modules.filter((url) => !url.startsWith("node:") && !/\/(packages|tooling)\/[\w-]+\/src\//.test(url));

test.each(["@millrace/pipeline-core", "@millrace/pipeline-core/testing"])(
  "[SEED-43] importing %s loads no third-party module and writes nothing",
  (entry) => {
    const { modules, printed } = loadedBy(`await import("${entry}");`);
    expect(modules.length).toBeGreaterThan(20);
    expect(foreign(modules)).toEqual([]);
    expect(printed).toBe("");
  },
);

test("[SEED-43] a run with a log file, progress, captured prints and a page loads no third-party module either", () => {
  const { modules, printed } = loadedBy(`
    const { definePipeline, summarize, toDot } = await import("@millrace/pipeline-core");
    const p = definePipeline("p", {}, (p) => ({ a: p.stage("a", {}, () => console.log("captured")) }));
    const progress = { stream: { write: () => true } };
    const report = await p.settled({}, { progress, captureOutput: "stdio", logging: { file: process.platform === "win32" ? "NUL" : "/dev/null" } });
    for (const format of ["text", "json", "markdown", "html"]) summarize(report, { format });
    toDot(p, { report });`);
  expect(foreign(modules)).toEqual([]);
  expect(printed).toBe("");
});

test("importing the root loads neither crypto nor streams nor the file system: they cost more than all of it", () => {
  const { modules } = loadedBy(`await import("@millrace/pipeline-core");`);
  const heavy = ["node:crypto", "node:stream", "node:fs", "node:fs/promises", "node:http", "node:child_process"];
  expect(modules).toContain("node:util");
  expect(modules.filter((url) => heavy.includes(url))).toEqual([]);
  expect(modules.filter((url) => url.includes("tooling/cli") || url.includes("/src/cli"))).toEqual([]);
});

test("[SEED-44] after a run nothing keeps the process alive", () => {
  const { printed } = loadedBy(`
    const { definePipeline } = await import("@millrace/pipeline-core");
    const p = definePipeline("p", {}, (p) => ({ a: p.stage("a", {}, async () => 1, { timeoutMs: 60_000 }) }));
    const stream = { write: () => true, isTTY: true };
    await p.run({}, { progress: { stream }, logging: { console: false } });
    process.stdout.write(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").join());`);
  expect(printed).toBe("");
});
