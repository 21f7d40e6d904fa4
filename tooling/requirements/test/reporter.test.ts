import { expect, test } from "vitest";
import { folderOf, gatedFiles, reporterModule, runVitest, type Finished } from "./project.ts";

const row = (id: string, rest: object = {}) => ({ id, source: "the document", text: `${id} holds.`, ...rest });
const imports = `import { describe, expect, test } from "vitest";\n`;
const pass = (title: string): string => `test(${JSON.stringify(title)}, () => {});\n`;

function gate(
  manifest: readonly object[],
  tests: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Finished> {
  const bodies = Object.entries(tests).map(([name, text]) => [name, name.endsWith(".test.ts") ? imports + text : text]);
  return runVitest(folderOf(gatedFiles(manifest, Object.fromEntries(bodies))), ...args);
}

test("all cited, by tests, by rows of test.each and by type tests: the run passes", async () => {
  const manifest = [row("A-1"), row("A-2"), row("A-3"), row("A-4"), row("A-5", { later: "next year" })];
  const { exitCode, output } = await gate(manifest, {
    "a.test.ts": pass("[A-1] one") + `test.each(["A-2", "A-3"])("[%s] rows", () => {});`,
    "a.test-d.ts": `// [A-4] types`,
  });
  expect(output).toContain("requirements: 4 proved by tests, 1 later");
  expect(exitCode).toBe(0);
});

test("an uncited id fails the run and is listed with its text", async () => {
  const { exitCode, output } = await gate([row("A-1"), row("A-2")], { "a.test.ts": pass("[A-1] one") });
  expect(output).toMatch(/cited by no test.*\n\s+A-2 {2}A-2 holds\. \(the document\)/);
  expect(exitCode).toBe(1);
});

test("a title of a describe block cites nothing", async () => {
  const { exitCode } = await gate([row("A-1")], { "a.test.ts": `describe("[A-1] group", () => { ${pass("one")} });` });
  expect(exitCode).toBe(1);
});

test("a cited id that the manifest lacks fails the run", async () => {
  const { exitCode, output } = await gate([row("A-1")], { "a.test.ts": pass("[A-1] one") + pass("[A-7] typo") });
  expect(output).toMatch(/not in the manifest:\n\s+A-7 {2}test\/a\.test\.ts > \[A-7\] typo \(passed\)/);
  expect(exitCode).toBe(1);
});

test("ids cited only by tests that were skipped, left out, planned or inverted count as uncited", async () => {
  const { exitCode, output } = await gate([row("A-1"), row("A-2"), row("A-3"), row("A-4")], {
    "a.test.ts": [
      `test.skip("[A-1] skipped", () => {});`,
      `test.todo("[A-2] planned");`,
      `test("[A-3] while running", ({ skip }) => skip("no network"));`,
      `test.fails("[A-4] inverted", () => { throw new Error("no"); });`,
      pass("something else"),
    ].join("\n"),
  });
  for (const cited of ["A-1", "A-2", "A-3"]) expect(output).toMatch(new RegExp(`${cited} .* \\(skipped\\)`));
  expect(output).toMatch(/A-4 .* \(inverted\)/);
  expect(exitCode).toBe(1);
});

test("ids cited only by failed tests count as uncited", async () => {
  const { exitCode, output } = await gate([row("A-1")], {
    "a.test.ts": `test("[A-1] one", () => { expect(1).toBe(2); });`,
  });
  expect(output).toMatch(/prove nothing:\n\s+A-1 .* \(failed\)/);
  expect(exitCode).toBe(1);
});

test("a test file that does not load proves nothing", async () => {
  const { exitCode, output } = await gate([row("A-1"), row("A-2")], {
    "a.test.ts": `throw new Error("broken");\n${pass("[A-1] one")}`,
    "b.test.ts": pass("[A-2] two"),
  });
  expect(output).toMatch(/cited by no test.*\n\s+A-1/);
  expect(exitCode).toBe(1);
});

test("a manifest with a duplicate id and a `later` without a reason fails the run", async () => {
  const manifest = [row("A-1"), row("A-1"), row("A-2", { later: "" })];
  const { exitCode, output } = await gate(manifest, { "a.test.ts": pass("[A-1] one") });
  expect(output).toContain("A-1: the id is taken by a row above");
  expect(output).toContain("A-2: 'later' must give its reason");
  expect(exitCode).toBe(1);
});

test("with `project` only the tests of that project count", async () => {
  const config = (name: string): string =>
    `import { requirementsReporter } from ${reporterModule};
     const projects = ["one", "two"].map((name) => ({ test: { name, include: [\`test/\${name}.test.ts\`] } }));
     export default { test: { projects,
       reporters: ["default", requirementsReporter({ manifest: "requirements.json", project: "${name}" })] } };`;
  const tests = { "one.test.ts": imports + pass("[A-1] one"), "two.test.ts": imports + pass("two") };
  const runOf = (name: string): Promise<Finished> =>
    runVitest(folderOf({ ...gatedFiles([row("A-1")], tests), "vitest.config.ts": config(name) }));
  expect(await runOf("one")).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 proved by tests") });
  expect(await runOf("two")).toMatchObject({ exitCode: 1, output: expect.stringContaining("0 proved by tests") });
});

test("a missing manifest fails the run", async () => {
  const files = gatedFiles([], { "a.test.ts": imports + pass("one") });
  delete files["requirements.json"];
  const { exitCode, output } = await runVitest(folderOf(files));
  expect(output).toContain("requirements.json");
  expect(exitCode).toBe(1);
});

test.each<[string, readonly string[], string]>([
  ["name", ["-t", "one"], "tests are filtered by name"],
  ["file", ["a.test.ts"], "test files are filtered"],
  ["line", ["test/a.test.ts:2"], "single tests were chosen"],
  ["shard", ["--shard=1/2"], "test files are filtered"],
  ["bail", ["--bail=1"], "the run was interrupted"],
])("a run that is cut short by %s is not judged", async (kind, args, reason) => {
  const { exitCode, output } = await gate(
    [row("A-1"), row("A-2")],
    {
      "a.test.ts": pass("[A-1] one") + (kind === "bail" ? `test("red", () => expect(1).toBe(2));` : ""),
      "b.test.ts": pass("two"),
    },
    ...args,
  );
  expect(output).toContain(`requirements: not judged, ${reason}`);
  expect(output).not.toContain("A-2 holds.");
  expect(exitCode).toBe(kind === "bail" ? 1 : 0);
});
