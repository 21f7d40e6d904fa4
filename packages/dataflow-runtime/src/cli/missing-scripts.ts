import { existsSync } from "node:fs";
import type { DataflowPlan } from "../descriptor/plan.ts";
import type { DataflowProblem } from "../descriptor/problem.ts";

/** Scripts that are not there: valid, as for dora, since they may still be written or built. */
export function missingScripts(plan: DataflowPlan): DataflowProblem[] {
  return [...plan.nodes.values()].flatMap(({ id, command, place }): DataflowProblem[] => {
    if (command.kind !== "script" || existsSync(command.script)) return [];
    const message = `node '${id}' runs '${command.script}', and there is no such file yet`;
    return [{ code: "DATAFLOW_MISSING_EXECUTABLE", ...place, field: "", message }];
  });
}
