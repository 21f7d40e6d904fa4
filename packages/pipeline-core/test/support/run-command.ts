import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../..");

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunCommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the process and what it has printed so far, each time it prints. */
  readonly onOutput?: (child: ChildProcess, text: string) => void;
}

/** Runs the package's command from its sources, in a process of its own. */
export async function runCommand(args: readonly string[], options: RunCommandOptions = {}): Promise<CommandResult> {
  const child = spawn(process.execPath, ["--conditions=@millrace/source", "src/cli.ts", ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      options.onOutput?.(child, output.stdout + output.stderr);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { code, ...output };
}
