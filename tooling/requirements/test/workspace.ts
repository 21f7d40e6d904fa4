import { folderOf, gatedFiles } from "./project.ts";

/** What `calc` does, each line behind one requirement. */
export const source = `export const add = (a: number, b: number): number => a + b;
export const isEven = (n: number): boolean => n % 2 === 0;
export const label = (n: number): string => \`<\${n}>\`;
export function countTo(n: number): number {
  let i = 0;
  while (i < n) i += 1;
  return i;
}
`;

const tests = `import { expect, test } from "vitest";
import { neighbour } from "@fixture/other";
import { add, countTo, isEven } from "../src/calc.ts";
test("[A-1] adds", () => expect(add(1, 2)).toBe(3));
test("[A-1, A-2] adds even numbers", () => expect(isEven(add(2, 4))).toBe(true));
test("[A-3] is cited by a test that cannot fail", () => expect(add(1, 1)).toBeDefined());
test("[A-4] counts", () => expect(countTo(neighbour)).toBe(2));
test.skip("[A-6] is skipped", () => {});
test("[A-7] is red anyway", () => expect(add(1, 1)).toBe(3));
test("[A-10] has an id that begins like another", () => expect(countTo(3)).toBe(3));
`;

const typeTests = `import { label } from "../src/calc.ts";
// [A-5] label gives a string
export const text: string = label(1);
// [A-8] label takes a number
// @ts-expect-error a text is no number
label("1");
`;

const manifest = ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "A-7", "A-8", "A-9", "A-10"].map((id) => ({
  id,
  source: "the document",
  text: `${id} holds.`,
}));

/** A mutation of `calc`; the replaced text occurs once. */
export const mutation = (id: string, find: string, replace: string, rest: object = {}): object => ({
  id,
  file: "src/calc.ts",
  find,
  replace,
  why: `breaks ${id}`,
  ...rest,
});

/** A workspace with the package `calc`, which uses its neighbour `other`. */
export function workspaceOf(mutations: readonly object[]): string {
  const calc = gatedFiles(manifest, {
    "calc.test.ts": tests,
    "types.test-d.ts": typeTests,
    "mutations.json": JSON.stringify(mutations),
  });
  const compiler = {
    strict: true,
    module: "nodenext",
    target: "es2023",
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  };
  return folderOf({
    ...Object.fromEntries(Object.entries(calc).map(([name, text]) => [`packages/calc/${name}`, text])),
    "packages/calc/src/calc.ts": source,
    "packages/calc/tsconfig.json": JSON.stringify({ compilerOptions: compiler, include: ["src", "test/*.test-d.ts"] }),
    "packages/calc/node_modules/@fixture/other/package.json": `{ "name": "@fixture/other", "type": "module", "exports": "./index.js" }`,
    "packages/calc/node_modules/@fixture/other/index.js": `export const neighbour = 2;`,
    "packages/other/package.json": `{ "name": "@fixture/other" }`,
  });
}
