import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { EngineError } from "./engine-error.ts";
import { environment } from "./env.ts";

export interface EngineProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running engine or judge. Disposing kills it and waits for its end. */
export interface EngineProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it printed so far, both streams. */
  output(): string;
  /** The first line of its standard output that matches. Rejects when it ends before, or after `timeoutMs`. */
  line(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Its exit code; a signal gives its name. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts a program beside this one. */
export const startProcess = (
  command: string,
  args: readonly string[],
  { cwd, env }: EngineProcessOptions = {},
): EngineProcess => {
  const child = spawn(command, args, { cwd, env: { ...environment(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("error", (error) => {
      lines.push(error.message);
      resolve(-1);
    });
    child.on("exit", (code, signal) => resolve(signal ?? code ?? -1));
  });

  const line = (pattern: RegExp, timeoutMs = 30_000): Promise<string> =>
    new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        const text = `${command} ${args.join(" ")} ${why} before it printed ${pattern.source}:\n${lines.join("\n")}`;
        reject(new EngineError("ENGINE_COMMAND_FAILED", text));
      };
      const timer = setTimeout(() => fail(`took more than ${timeoutMs} ms`), timeoutMs);
      const look = (text: string): void => {
        if (!pattern.test(text)) return;
        clearTimeout(timer);
        listeners.delete(look);
        resolve(text);
      };
      listeners.add(look);
      for (const text of lines) look(text);
      void ended.then((code) => {
        clearTimeout(timer);
        fail(`ended with ${code}`);
      });
    });

  return {
    child,
    output: () => lines.join("\n"),
    line,
    ended,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};
