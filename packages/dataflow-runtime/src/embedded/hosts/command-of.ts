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

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws `DATAFLOW_MISSING_EXECUTABLE` with the node's place in the file */
export async function requireExecutable(node: NodePlan, directory: string, env: Variables): Promise<void> {
  const { executable } = commandOf(node, directory);
  const isPath = isAbsolute(executable);
  const folders = isPath ? [""] : (node.env["PATH"] ?? env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) {
    if (await isAccessible(folder === "" ? executable : join(folder, executable), constants.X_OK)) return;
  }
  throw missing(node, executable, isPath ? "there is no such executable file" : "no folder of PATH has it");
}

/** The same for the file of a script, wherever it runs. */
export async function requireScript(node: NodePlan): Promise<void> {
  if (node.command.kind !== "script") return;
  const { script } = node.command;
  if (!(await isAccessible(script, constants.R_OK))) throw missing(node, script, "there is no such file");
}

function missing(node: NodePlan, what: string, why: string): DataflowError {
  const { file, line, column } = node.place;
  const where = line === 0 ? file : `${file}:${line}:${column}`;
  const message = `${where}: node "${node.id}" runs '${what}', but ${why}`;
  const details = { node: node.id, executable: what, file, line, column };
  return new DataflowError("DATAFLOW_MISSING_EXECUTABLE", message, { details });
}

async function isAccessible(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}
