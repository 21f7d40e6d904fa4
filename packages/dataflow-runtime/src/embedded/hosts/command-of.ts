import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { NodePlan, ProcessCommand } from "../../descriptor/plan.ts";
import { DataflowError } from "../../errors.ts";

/** The process that a node's command is. Scripts of Node run by the Node that runs us. */
export function commandOf({ command }: NodePlan, directory: string): ProcessCommand {
  if (command.kind === "dynamic" || command.kind === "unsupported") return { executable: "", args: [], cwd: directory };
  if (command.kind !== "script" || !runsByNode(command)) return command;
  const { script, scriptArgs, runtimeArgs, cwd } = command;
  return { executable: process.execPath, args: [...typeStripping(script), ...runtimeArgs, script, ...scriptArgs], cwd };
}

/** `tsx` and `bun` are what the file asks for, and stay. */
const runsByNode = ({ executable, script }: ProcessCommand & { readonly script: string }): boolean =>
  executable === script || /(^|[\\/])node(\.exe)?$/.test(executable);

/** Node 22 reads TypeScript when it is told to; later ones do so by themselves. */
function typeStripping(script: string): string[] {
  const isTypeScript = /\.[cm]?ts$/.test(script);
  return isTypeScript && !process.features.typescript ? ["--experimental-strip-types", "--no-warnings"] : [];
}

/** @throws `DATAFLOW_MISSING_EXECUTABLE` with the node's place in the file */
export async function requireExecutable(
  node: NodePlan,
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { executable } = commandOf(node, directory);
  const folders = isAbsolute(executable) ? [""] : (node.env["PATH"] ?? env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) if (await isExecutable(folder === "" ? executable : join(folder, executable))) return;
  const { file, line, column } = node.place;
  const where = isAbsolute(executable) ? "there is no such executable file" : "no folder of PATH has it";
  const message = `${file}:${line}:${column}: node "${node.id}" runs '${executable}', but ${where}; install it, or correct the path`;
  throw new DataflowError("DATAFLOW_MISSING_EXECUTABLE", message, {
    details: { node: node.id, executable, file, line, column },
  });
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
