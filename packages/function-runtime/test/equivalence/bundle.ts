import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The functions as one module with all that they import, so that any process can run them, wherever it lies. */
export async function bundleFunctions(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./functions.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["@millrace/source"],
  });
  return outputFiles[0]?.text ?? "";
}
