import { execFileSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { expect, it } from "vitest";
import { asCommonJs, filesOf, firstExample, tsconfigOf } from "../lib/readme.mjs";
import { scratch } from "./scratch.ts";

const example = `import { join, basename as last } from "node:path";
import {
  EOL,
  type CpuInfo,
} from "node:os";
import type { Readable } from "node:stream";

const path: string = await Promise.resolve(join("a", "b"));
console.log(last(path) + EOL.length);
export type Unused = CpuInfo | Readable;
`.replace(/^export .*\n/m, "");

it("takes the first TypeScript block, whatever stands before it", () => {
  const markdown = `# x\n\n\`\`\`sh\nnpm i x\n\`\`\`\n\n\`\`\`ts title="main.ts"\n${example}\`\`\`\n\n\`\`\`ts\nno\n\`\`\`\n`;
  expect(firstExample(markdown)).toBe(example);
  expect(firstExample("```typescript\nx\n```\n")).toBe("x\n");
  expect(firstExample("```ts file=a.ts\nno\n```\n\n```ts\nx\n```\n")).toBe("x\n");
});

it("finds none where there is none", () => {
  expect(firstExample("# x\n\n```tsx\n<a />\n```\n\n```sh\nls\n```\n")).toBeUndefined();
});

it("takes the files that the program reads", () => {
  const markdown = "```yaml file=a.yml\nnodes: []\n```\n\n```yaml\nno: name\n```\n\n```ts\nx\n```\n";
  expect(filesOf(markdown)).toEqual([{ name: "a.yml", text: "nodes: []\n" }]);
});

it("takes the tsconfig.json of a page, which may show other JSON before it", () => {
  const tsconfig = '{ "compilerOptions": { "strict": true } }\n';
  const page = `\`\`\`json\n{ "private": true }\n\`\`\`\n\n\`\`\`json\n${tsconfig}\`\`\`\n`;
  expect(tsconfigOf(page)).toBe(tsconfig);
  expect(tsconfigOf("```json\n{}\n```\n")).toBeUndefined();
});

it("gives a twin that runs with require", () => {
  const folder = scratch({ "twin.cts": asCommonJs(example, { imports: "require" }) });
  const output = execFileSync(process.execPath, [path.join(folder, "twin.cts")]).toString();
  expect(output).toBe("b1\n");
});

it("gives a twin whose imports a compiler can check", () => {
  const twin = asCommonJs(example, { imports: "keep" });
  expect(twin).toContain('import { join, basename as last } from "node:path";');
  expect(twin).toContain('import type { Readable } from "node:stream";');
  expect(twin).not.toContain("require(");
});

it("refuses imports that it cannot turn", () => {
  expect(() => asCommonJs('import fs from "node:fs";\n', { imports: "require" })).toThrow("named imports");
});
