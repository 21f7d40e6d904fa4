import { functionCommand } from "../../../src/cli/function-command.ts";

export interface VerbRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningVerb {
  readonly ended: Promise<VerbRun>;
  /** What Ctrl-C does. */
  readonly stop: () => void;
  /** Resolves when standard output or error has such a text, with its first group. */
  readonly said: (text: RegExp) => Promise<string>;
}

/** Begins a line of the command in this process. */
export function startVerb(line: readonly string[]): RunningVerb {
  const output = { stdout: "", stderr: "" };
  const controller = new AbortController();
  const waiting = new Set<() => void>();
  const sink = (name: keyof typeof output) => ({
    write: (text: string): void => {
      output[name] += text;
      for (const look of waiting) look();
    },
  });
  const ended = functionCommand("0.0.0")
    .run(line, { output: { stdout: sink("stdout"), stderr: sink("stderr") }, signal: controller.signal })
    .then((code) => ({ code, ...output }));
  const said = (text: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = text.exec(output.stdout) ?? text.exec(output.stderr);
        if (found !== null) resolve(found[1] ?? found[0]);
      };
      waiting.add(look);
      look();
      void ended.then((run) => reject(new Error(`it ended and never said ${text}: ${JSON.stringify(run)}`)));
    });
  return { ended, said, stop: () => controller.abort(new Error("Ctrl-C")) };
}

/** Runs a line of the command in this process, to its end. */
export const runVerb = (...line: readonly string[]): Promise<VerbRun> => startVerb(line).ended;

/** The document of a line with `--json`. */
export const jsonOf = ({ stdout }: VerbRun): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;
