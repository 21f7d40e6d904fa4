import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";

/** A program of `test/fixtures/` in a process of its own. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess;
  /** How it ended: exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** What it has written to stderr so far. */
  errors(): string;
}

export function startProgram(name: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const file = path.join(import.meta.dirname, "..", "fixtures", name);
  const child = spawn(process.execPath, ["--conditions=@millrace/source", file, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, "exit").then(([code, signal]) => (code as number | null) ?? (signal as NodeJS.Signals));
  const dispose = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  return { process: child, ended, errors: () => errors, [Symbol.asyncDispose]: dispose };
}

/** Waits for a file that a program is to write. */
export async function fileOf(child: Child, file: string): Promise<void> {
  while (!existsSync(file)) {
    if (child.process.exitCode !== null) throw new Error(`the program ended: ${child.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
