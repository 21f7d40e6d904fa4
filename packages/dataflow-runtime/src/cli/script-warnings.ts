import { accessSync, constants, existsSync } from "node:fs";
import { basename } from "node:path";
import type { DataflowPlan, NodePlan } from "../descriptor/plan.ts";
import type { DataflowProblem } from "../descriptor/problem.ts";

/** Scripts that are valid and will not run: those that are not there, and those that dora cannot start. */
export function scriptWarnings(plan: DataflowPlan): DataflowProblem[] {
  return [...plan.nodes.values()].flatMap((node): DataflowProblem[] => {
    const message = scriptWarning(node);
    return message === undefined ? [] : [{ code: "DATAFLOW_MISSING_EXECUTABLE", ...node.place, field: "", message }];
  });
}

function scriptWarning({ id, command }: NodePlan): string | undefined {
  if (command.kind !== "script") return undefined;
  const { script, executable, args } = command;
  if (!existsSync(script)) return `node '${id}' runs '${script}', and there is no such file yet`;
  const isPath = executable === process.execPath && args[0] === script;
  if (!isPath || isExecutable(script)) return undefined;
  return `node '${id}' runs here; dora starts '${basename(script)}' as a program, and it is none. Write 'path: node' and the script in 'args'`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
