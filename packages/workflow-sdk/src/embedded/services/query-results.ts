import { enums, type query } from "@millrace/protocol/temporal";
import type { QueryOutcome } from "../engine/queries.ts";
import type { Run } from "../engine/run.ts";

/** Hands out what the worker answered along with its task; if no task follows, the rest is asked another way. */
export function settleQueries(run: Run, results: Readonly<Record<string, query.WorkflowQueryResult>>): void {
  for (const [id, result] of Object.entries(results)) run.queries.answer(id, outcomeOf(result));
  if (run.state.workflowTask === undefined) run.queries.release();
}

function outcomeOf({ resultType, answer, errorMessage, failure }: query.WorkflowQueryResult): QueryOutcome {
  return resultType === enums.QueryResultType.ANSWERED
    ? { kind: "answered", result: answer }
    : { kind: "failed", message: errorMessage, failure };
}
