import { Failure } from "./failure.mjs";

/**
 * The first TypeScript program of a README; a block that is a file for it is none.
 *
 * @param {string} markdown
 * @returns {string | undefined}
 */
export const firstExample = (markdown) =>
  /^```(?:ts|typescript)\b(?![^\n]*\bfile=)[^\n]*\n(?<code>[\s\S]*?)^```/m.exec(markdown)?.groups?.code;

/**
 * The files that a README gives to its first program: blocks with `file=<name>` behind their language.
 *
 * @param {string} markdown
 * @returns {readonly { readonly name: string, readonly text: string }[]}
 */
export const filesOf = (markdown) =>
  [...markdown.matchAll(/^```\w+ file=(?<name>[\w.-]+)\n(?<text>[\s\S]*?)^```/gm)].map(({ groups }) => ({
    name: groups?.name ?? "",
    text: groups?.text ?? "",
  }));

/**
 * The `tsconfig.json` that a page gives to its readers.
 *
 * @param {string} markdown
 * @returns {string | undefined}
 */
export const tsconfigOf = (markdown) =>
  [...markdown.matchAll(/^```json\n(?<text>[\s\S]*?)^```/gm)]
    .map(({ groups }) => groups?.text)
    .find((text) => text?.includes('"compilerOptions"'));

const importLine = /^import\s+(?<type>type\s+)?\{(?<names>[^}]*)\}\s+from\s+(?<from>["'][^"']+["']);?[ \t]*$/gm;

/** @param {string} names as an import lists them */
const pattern = (names) =>
  names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((name) => name.replace(/\s+as\s+/, ": "))
    .join(", ");

/**
 * The same program as a CommonJS module: the imports stay on top, or become `require` for Node, which strips types but
 * does not turn imports; the rest moves into an async function, since such a module cannot `await` at its top.
 *
 * @param {string} code
 * @param {{ imports: "keep" | "require" }} options
 * @returns {string}
 */
export const asCommonJs = (code, { imports }) => {
  /** @type {string[]} */
  const top = [];
  const body = code.replaceAll(importLine, (line, ...rest) => {
    const { type, names, from } = rest.at(-1);
    if (imports === "keep") top.push(line);
    else if (type === undefined) top.push(`const { ${pattern(names)} } = require(${from});`);
    return "";
  });
  if (/^import\s/m.test(body))
    throw new Failure("an example may only have named imports, or it has no twin with require");
  return `${top.join("\n")}\n(async () => {\n${body.trim()}\n})();\n`;
};
