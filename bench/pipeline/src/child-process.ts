import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Cell } from "./cases.ts";
import type { Effort, Measurement } from "./measure.ts";

export interface ChildRequest extends Cell {
  readonly effort: Effort;
}

export interface Failure {
  readonly failure: string;
}

/** Starts a fresh Node and gives the last line of its standard output, or why there is none. */
export function lastLineOf(args: readonly string[], timeoutMs: number): Promise<{ readonly line: string } | Failure> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors, timedOut] = ["", "", false];
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
    child.on("close", (code) => {
      clearTimeout(timer);
      const line = output.trimEnd().split("\n").at(-1) ?? "";
      if (code === 0) resolve({ line });
      else resolve({ failure: timedOut ? `took longer than ${timeoutMs / 1000} s` : reasonIn(errors) });
    });
  });
}

/** Measures one contender in one case, in a process of its own. */
export async function measureInChild(request: ChildRequest, timeoutMs: number): Promise<Measurement | Failure> {
  const child = fileURLToPath(new URL("child.ts", import.meta.url));
  const result = await lastLineOf([...process.execArgv, child, JSON.stringify(request)], timeoutMs);
  return "failure" in result ? result : (JSON.parse(result.line) as Measurement);
}

/** The line of an uncaught error's report that says what happened. */
const reasonIn = (errors: string): string =>
  errors.split("\n").find((line) => /^(\w*Error|FATAL ERROR)\b/.test(line.trim())) ?? errors.trim().slice(-200);
