import { dataflowCommand } from "../../../src/cli/dataflow-command.ts";

export interface VerbRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunVerbOptions {
  readonly signal?: AbortSignal;
  /** Whether standard error says that it is a terminal. */
  readonly terminal?: boolean;
}

/** Runs a line of the command in this process. */
export async function runVerb(line: readonly string[], options: RunVerbOptions = {}): Promise<VerbRun> {
  const { signal, terminal = false } = options;
  const output = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof output, isTTY: boolean) => ({
    isTTY,
    columns: 100,
    rows: 40,
    write: (text: string): void => {
      output[name] += text;
    },
  });
  const code = await dataflowCommand("0.0.0").run(line, {
    output: { stdout: sink("stdout", false), stderr: sink("stderr", terminal) },
    ...(signal === undefined ? {} : { signal }),
  });
  return { code, ...output };
}
