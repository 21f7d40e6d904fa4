import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The functions as one module with all that they import, so that any process can run them, wherever it lies. */
export const bundleFunctions = (): Promise<string> => bundle("./functions.ts");

/** Nuclio's wrapper as one file, as the package has it. */
export const bundleWrapper = (): Promise<string> => bundle("../../src/nuclio/wrapper-main.ts");

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["@millrace/source"],
  });
  return outputFiles[0]?.text ?? "";
}
