/** Of files that Node runs as modules, in the order in which a module's file is looked for. */
export const codeExtensions: readonly string[] = Object.freeze([".ts", ".mts", ".js", ".mjs"]);

/** The name of code that came without one; `.mts` and `.mjs` are modules whatever a package.json above says. */
export const codeFileNames: readonly string[] = Object.freeze(["main.ts", "main.mts", "main.js", "main.mjs"]);

export const isCodeFile = (file: string): boolean => codeExtensions.some((extension) => file.endsWith(extension));

export const isTypeScript = (file: string): boolean => file.endsWith("ts");

/** Without its folder and extension: `src/train.ts` → `train`. */
export const stemOf = (file: string): string => /([^/]*)\.\w+$/.exec(file)?.[1] ?? file;

/** Whether a relative path stays where it is resolved, on every platform; `/` is its only separator. */
export const staysInside = (file: string): boolean =>
  file !== "" && !/[\\\0:]/.test(file) && file.split("/").every((part) => part !== "" && part !== "." && part !== "..");
