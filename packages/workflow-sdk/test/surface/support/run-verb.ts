import { workflowCommand } from "../../../src/cli/workflow-command.ts";

export interface VerbRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of the command in this process. */
export async function runVerb(line: readonly string[], signal?: AbortSignal): Promise<VerbRun> {
  const output = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof output) => ({
    write: (text: string): void => {
      output[name] += text;
    },
  });
  const code = await workflowCommand("0.0.0").run(line, {
    output: { stdout: sink("stdout"), stderr: sink("stderr") },
    ...(signal === undefined ? {} : { signal }),
  });
  return { code, ...output };
}
