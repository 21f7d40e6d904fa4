import path from "node:path";
import { fileURLToPath } from "node:url";
import type { build, BuildOptions as EsbuildOptions, OutputFile, Plugin } from "esbuild";
import { FunctionError } from "../../errors.ts";
import type { FunctionCode } from "./code-of.ts";
import type { ImageSettings } from "./dockerfile.ts";
import { portableMap } from "./portable-map.ts";

/** A file of an image's folder. */
export interface ImageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const isSource = import.meta.url.endsWith(".ts");

/** What a bundle begins with; it lies beside this file, in the sources as in the package. */
const imageMain: URL = new URL(isSource ? "./image-main.ts" : "./image-main.js", import.meta.url);

/**
 * Function and runtime in one file, `index.mjs`, with its source map; what only a job needs is a file beside it. The
 * names of the requirements stay imports.
 *
 * @throws `FUNCTION_ESBUILD_MISSING`, `FUNCTION_BUNDLE_FAILED`
 */
export async function bundleFunction(code: FunctionCode, settings: ImageSettings): Promise<ImageFile[]> {
  const esbuild = await loadEsbuild();
  const outdir = path.join(code.folder, "app");
  const options: EsbuildOptions & { readonly write: false } = {
    stdin: { contents: entryText(code, "millrace:image", "millrace:source/"), resolveDir: code.folder },
    plugins: [resolveOwn(code.folder)],
    absWorkingDir: code.folder,
    outdir,
    entryNames: "index",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    splitting: true,
    // Names stay, for stack traces and for code that reads them.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    // Half as much to read at each start; traces need no more.
    sourcesContent: false,
    format: "esm",
    platform: "node",
    target: `node${settings.nodeMajor}`,
    external: settings.requirements.flatMap(({ name }) => [name, `${name}/*`]),
    conditions: isSource ? ["@millrace/source", "module"] : ["module"],
    logLevel: "silent",
  };
  let { outputFiles } = await failing(esbuild.build(options));
  if (outputFiles.some(({ text }) => text.includes(dynamicRequire))) {
    ({ outputFiles } = await failing(esbuild.build({ ...options, banner: { js: requireBanner } })));
  }
  return outputFiles.map((file) => imageFile(file, outdir)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The entry of an image that is not bundled: the runtime comes from npm there. */
export function entryOfSource(code: FunctionCode): ImageFile {
  const text = entryText(code, "./node_modules/@millrace/function-runtime/dist/image-main.js", "./source/");
  return { name: "index.mjs", bytes: new TextEncoder().encode(text) };
}

function entryText({ handler, init }: FunctionCode, runtime: string, source: string): string {
  const text = (value: string): string => JSON.stringify(value);
  const given = init === undefined ? "" : `, init: init[${text(init.name)}]`;
  return [
    `import { runImage } from ${text(runtime)};`,
    `import * as code from ${text(source + handler.file)};`,
    ...(init === undefined ? [] : [`import * as init from ${text(source + init.file)};`]),
    `await runImage(code[${text(handler.name)}], { name: ${text(`${handler.file}:${handler.name}`)}${given} });`,
    "",
  ].join("\n");
}

/** Words instead of paths in the entry, so that a bundle does not depend on where it was made. */
const resolveOwn = (folder: string): Plugin => ({
  name: "millrace",
  setup(plugin) {
    plugin.onResolve({ filter: /^millrace:/ }, ({ path: name }) =>
      name === "millrace:image"
        ? { path: fileURLToPath(imageMain), sideEffects: false }
        : { path: path.join(folder, name.slice("millrace:source/".length)) },
    );
  },
});

/** In what esbuild emits for a `require` that it cannot resolve before the program runs: one of CommonJS packages. */
const dynamicRequire = "Dynamic require of";
const requireBanner =
  'import { createRequire as __millraceRequire } from "node:module";const require = __millraceRequire(import.meta.url);';

function imageFile({ path: file, contents }: OutputFile, outdir: string): ImageFile {
  const name = path.relative(outdir, file).replaceAll(path.sep, "/");
  return { name, bytes: name.endsWith(".map") ? portableMap(contents) : contents };
}

async function loadEsbuild(): Promise<{ readonly build: typeof build }> {
  try {
    return await import("esbuild");
  } catch (cause) {
    throw new FunctionError(
      "FUNCTION_ESBUILD_MISSING",
      "to bundle a function takes the package esbuild: npm install --save-dev esbuild, or build with { bundle: false }",
      { cause },
    );
  }
}

async function failing<T>(bundling: Promise<T>): Promise<T> {
  try {
    return await bundling;
  } catch (cause) {
    throw new FunctionError("FUNCTION_BUNDLE_FAILED", `the function cannot be bundled: ${reasonOf(cause)}`, { cause });
  }
}

interface Message {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number } | null;
}

function reasonOf(cause: unknown): string {
  const errors = (cause as { readonly errors?: readonly Message[] }).errors ?? [];
  if (errors.length === 0) return cause instanceof Error ? cause.message : String(cause);
  return errors
    .map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text))
    .join("; ");
}
