/** A function to begin with: what it has can be run, served, built and tested at once. */
export const initFiles: Readonly<Record<string, string>> = {
  "package.json": `{
  "name": "greet",
  "private": true,
  "type": "module",
  "scripts": {
    "check": "millrace-function check greet.ts:greet",
    "job": "millrace-function run greet.ts:greet --param name=Ada",
    "start": "millrace-function serve greet.ts:greet",
    "build": "millrace-function build greet.ts:greet --out build",
    "test": "node --test"
  },
  "dependencies": {
    "@millrace/function-runtime": "latest",
    "zod": "^4.0.0"
  },
  "devDependencies": {
    "esbuild": ">=0.25.0"
  },
  "engines": {
    "node": ">=22.18.0"
  }
}
`,
  "greet.ts": `import { handler } from "@millrace/function-runtime";
import { z } from "zod";

const parameters = z.object({
  name: z.string().min(1).describe("Who is greeted"),
  times: z.int().min(1).max(10).default(1),
});

/** Greets somebody. */
export const greet = handler({ parameters, outputs: ["greeting"] }, ({ name, times }) =>
  Array.from({ length: times }, () => \`Hello, \${name}!\`).join(" "),
);
`,
  "greet.test.ts": `import assert from "node:assert/strict";
import { test } from "node:test";
import { callFunction } from "@millrace/function-runtime/testing";
import { greet } from "./greet.ts";

test("greets by name", async () => {
  assert.equal(await callFunction(greet, { parameters: { name: "Ada", times: 2 } }), "Hello, Ada! Hello, Ada!");
});

test("wants a name", async () => {
  await assert.rejects(callFunction(greet, { parameters: {} }), { code: "FUNCTION_INVALID_PARAMETERS" });
});
`,
  ".gitignore": `node_modules/
.millrace/
build/
`,
};
