import { spawn } from "node:child_process";
import { EngineError } from "./engine-error.ts";
import { environment } from "./env.ts";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The command is killed after this time. Default 10 minutes. */
  readonly timeoutMs?: number;
  /** What the command reads from its standard input. Default nothing. */
  readonly input?: string;
}

export interface CommandResult {
  /** The exit code; -1 if a signal ended it or it could not be started. */
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
  /** Standard output alone. */
  readonly stdout: string;
}

/** Runs a command to its end. Never rejects: a command that cannot be started has the code -1. */
export const run = (command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> =>
  new Promise((resolve) => {
    const { cwd, env, timeoutMs = 600_000, input = "" } = options;
    const child = spawn(command, args, { cwd, env: { ...environment(), ...env } });
    // That of `spawn` goes on when the command cannot be started, and this process with it.
    const timer = setTimeout(() => child.kill(), timeoutMs);
    let output = "";
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const end = (result: CommandResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.on("error", (error) => end({ code: -1, output: error.message, stdout }));
    child.on("close", (code) => end({ code: code ?? -1, output, stdout }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });

/**
 * Runs a command that has to succeed, and gives its standard output.
 *
 * @throws EngineError `ENGINE_COMMAND_FAILED` with the command and the end of its output
 */
export const must = async (command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> => {
  const { code, output, stdout } = await run(command, args, options);
  if (code === 0) return stdout;
  const shell = [command, ...args].join(" ");
  throw new EngineError(
    "ENGINE_COMMAND_FAILED",
    `'${shell}' in ${options.cwd ?? "."} ended with code ${code}:\n${output.trim().slice(-4000)}`,
    { details: { command: shell, code } },
  );
};
