import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(import.meta.dirname, "../../..");

/** What a node's file imports this package by. */
export const packageUrl: string = pathToFileURL(join(folder, "src/index.ts")).href;

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the package's command from its sources, in a process of its own. */
export async function runCommand(args: readonly string[], cwd: string = folder): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(folder, "src/cli.ts"), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "--conditions=@millrace/source" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => void (output[stream] += text));
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed).on("close", done);
  });
  return { code, ...output };
}
