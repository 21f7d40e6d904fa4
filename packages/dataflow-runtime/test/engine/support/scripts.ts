import { fileURLToPath } from "node:url";

/** The folder of the scripts that tests run as nodes. */
export const directory: string = fileURLToPath(new URL("../nodes", import.meta.url));

/** The fields of a node that runs one of them as a process. */
export const script = (
  file: string,
  args = "",
): { readonly path: string; readonly args: string; readonly env: Readonly<Record<string, string>> } => ({
  path: "node",
  args: `--conditions=@millrace/source ${file} ${args}`.trim(),
  env: { MILLRACE_PLACEMENT: "process" },
});
