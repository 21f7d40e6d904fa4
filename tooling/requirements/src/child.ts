import { spawn } from "node:child_process";

export interface ChildResult {
  readonly exitCode: number | null;
  /** Both streams, in the order in which they came. */
  readonly output: string;
  /** Whether it was killed because it took longer than its limit. */
  readonly hung: boolean;
}

/** Runs a command to its end. Beyond `limitMs`, and on Ctrl-C, it is killed with all processes that it started. */
export function runChild(command: string, args: readonly string[], cwd: string, limitMs: number): Promise<ChildResult> {
  return new Promise((done, failed) => {
    // A process group of its own, because a worker in an endless loop outlives the process that it works for.
    const child = spawn(command, args, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let hung = false;
    let interrupted = false;
    const kill = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    };
    const interrupt = (): void => {
      interrupted = true;
      kill();
    };
    const timer = setTimeout(() => {
      hung = true;
      kill();
    }, limitMs);
    process.once("SIGINT", interrupt);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt);
      end();
    };
    child.on("error", (error) => settle(() => failed(error)));
    child.on("close", (exitCode) =>
      settle(() => (interrupted ? failed(new Error("interrupted")) : done({ exitCode, output, hung }))),
    );
  });
}
