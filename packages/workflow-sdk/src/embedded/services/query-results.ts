import { enums, type query } from "@millrace/protocol/temporal";
import type { QueryOutcome } from "../engine/queries.ts";
import type { Run } from "../engine/run.ts";

type Results = Readonly<Record<string, query.WorkflowQueryResult>>;

/**
 * The answers that come with a workflow task. They are taken at once, since the task may close the run and then nobody
 * would wait for them any more.
 *
 * @returns what hands them out once the task is done; if no other follows, the rest is asked another way
 */
export function takeAnswers(run: Run, results: Results): () => void {
  const answered = Object.entries(results).map(([id, result]) => ({ pending: run.queries.detach(id), result }));
  return () => {
    for (const { pending, result } of answered) pending?.settle(outcomeOf(result));
    if (run.state.workflowTask === undefined) run.queries.release();
  };
}

function outcomeOf({ resultType, answer, errorMessage, failure }: query.WorkflowQueryResult): QueryOutcome {
  return resultType === enums.QueryResultType.ANSWERED
    ? { kind: "answered", result: answer }
    : { kind: "failed", message: errorMessage, failure };
}
