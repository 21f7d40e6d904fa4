import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { examplesOf } from "../src/example.ts";
import { parsePage } from "../src/page.ts";
import { writeProject, type WrittenExample } from "../src/project.ts";
import { runProgram } from "../src/run-program.ts";
import { typeCheck } from "../src/type-check.ts";
import { repositoryRoot } from "../src/workspace.ts";

const root = repositoryRoot();
const folder = join(root, "tooling/doc-checks/.cache/project-test");
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (file: string, text: string): Promise<WrittenExample[]> =>
  writeProject(root, folder, [{ file, ...examplesOf(parsePage(file, text)) }]);

describe("writeProject", () => {
  it("writes a file a block under the page, named by its line, and named files by their names", async () => {
    const text = "```ts\n1;\n```\n```ts file=a.ts\n2;\n```\n```csv file=b.csv\n3\n```\n```ts fragment\n4\n```\n";
    const examples = await write("packages/protocol/README.md", text);
    expect(examples.map(({ path }) => relative(folder, path).replaceAll("\\", "/"))).toEqual([
      "packages-protocol/packages-protocol-README/line-2.ts",
      "packages-protocol/packages-protocol-README/a.ts",
      "packages-protocol/packages-protocol-README/fragment-11.ts",
    ]);
    expect(await readdir(dirname(examples[0]!.path))).toEqual(["a.ts", "b.csv", "fragment-11.ts", "line-2.ts"]);
    expect(await readFile(examples[1]!.path, "utf8")).toBe("2;\n");
  });

  it("empties the folder first", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "old.ts"), "");
    await write("README.md", "");
    expect(await readdir(folder)).not.toContain("old.ts");
  });

  it("links the packages of the repository and what the page's own package depends on", async () => {
    await write("tooling/doc-checks/README.md", "");
    const modules = join(folder, "tooling-doc-checks/node_modules");
    expect(await readdir(modules)).toContain("mdast-util-from-markdown");
    expect(await readdir(join(modules, "@millrace"))).toEqual(
      expect.arrayContaining(["protocol", "tooling-doc-checks"]),
    );
  });
});

describe("typeCheck", () => {
  it("holds pages to the strict settings, and lets them name what they do not use", async () => {
    const text = [
      "```ts",
      "const unused = 1;",
      "export const inferred = [unused].map((one) => one + 1);",
      "const first: number = inferred[0];",
      "```",
      "",
    ].join("\n");
    const problems = await typeCheck(root, folder, await write("README.md", text));
    expect(problems).toEqual([
      {
        file: "README.md",
        line: 4,
        column: 7,
        message: expect.stringContaining("'number | undefined' is not assignable"),
      },
    ]);
  });

  it("keeps the names of one block from the next", async () => {
    const block = "```ts no-run\nconst name = 1;\nawait Promise.resolve(name);\n```\n";
    expect(await typeCheck(root, folder, await write("README.md", block + block))).toEqual([]);
  });

  it("gives all lines of an error", async () => {
    const text = "```ts\nconst f: (n: { a: { b: number } }) => void = (n: { a: { b: string } }) => void n;\n```\n";
    const [problem] = await typeCheck(root, folder, await write("README.md", text));
    expect(problem!.message.split("\n").length).toBeGreaterThan(2);
  });

  it("looks at types although a fragment does not parse", async () => {
    const text = "```ts fragment\nconst = 3;\n```\n```ts\nexport const n: number = '';\n```\n";
    const problems = await typeCheck(root, folder, await write("README.md", text));
    expect(problems.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 5]));
  });

  it("reports a source that a page imports at its own place", async () => {
    const wrong = join(root, "tooling/doc-checks/.cache/wrong.ts");
    await writeFile(wrong, "\nexport const n: number = '';\n");
    const text = `\`\`\`ts\nimport { n } from "../../../wrong.ts";\nconsole.log(n);\n\`\`\`\n`;
    const problems = await typeCheck(root, folder, await write("README.md", text));
    await rm(wrong);
    expect(problems).toEqual([
      { file: "tooling/doc-checks/.cache/wrong.ts", line: 2, column: 14, message: expect.stringMatching(/^TS2322/) },
    ]);
  });

  it("says so when the compiler does not run", async () => {
    const examples = await write("README.md", "```ts\n1;\n```\n");
    await expect(typeCheck("/nowhere", folder, examples)).rejects.toThrow("the compiler does not run");
  });
});

describe("a fragment", () => {
  const fragment = async (code: string): Promise<readonly string[]> => {
    const examples = await write("a.md", `\`\`\`ts fragment\n${code}\n\`\`\`\n`);
    return (await typeCheck(root, folder, examples)).map(({ line, message }) => `${line} ${message}`);
  };

  it("may be a piece of a module or of a function, of names that nobody knows", async () => {
    for (const code of ["return await x;", "import { a } from 'b';\nexport const c = a;", "using a = b();"]) {
      expect(await fragment(code)).toEqual([]);
    }
  });

  it("must be TypeScript", async () => {
    expect(await fragment("fine();\nconst = 3;")).toContain("3 TS1134: Variable declaration expected.");
  });
});

describe("runProgram", () => {
  const run = async (code: string, timeoutMs?: number): Promise<readonly string[]> => {
    const [example] = await write("README.md", `\`\`\`ts\n${code}\n\`\`\`\n`);
    return (await runProgram(example!, timeoutMs)).map(({ line, message }) => `${line} ${message}`);
  };

  it("runs in the page's folder, without colours, without input, without the test runner's settings", async () => {
    const code = `import { readFileSync } from "node:fs";
console.log(process.cwd() === import.meta.dirname); // → true
console.log(process.env["NO_COLOR"]); // → 1
console.log(process.env["VITEST"], process.env["NODE_OPTIONS"]); // → undefined undefined
console.log(readFileSync(0, "utf8").length); // → 0`;
    expect(await run(code)).toEqual([]);
  });

  it("reports an exit code with what was printed, and a signal", async () => {
    expect(await run(`console.log("why"); process.exitCode = 3;`)).toEqual(["2 ends with 3\nwhy\n"]);
    expect(
      await run(`process.kill(process.pid, "SIGTERM"); await new Promise(() => setTimeout(() => {}, 9e3));`),
    ).toEqual(["2 ends with SIGTERM\n"]);
  });

  it("reports a program that waits for ever without anything to wait for", async () => {
    expect(await run("await new Promise(() => {});")).toEqual([expect.stringMatching(/^2 ends with 13\n/)]);
  });

  it("ends a program that takes too long", async () => {
    expect(await run("setInterval(() => {}, 1000);", 500)).toEqual([
      "2 does not end within 0.5 s; mark it 'no-run' if it shall not",
    ]);
  });

  it("compares every printed line of a long output", async () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => line);
    expect(await run(`for (let n = 0; n < ${lines.length}; n++) console.log(n); // → 19999`)).toEqual([]);
  });
});
