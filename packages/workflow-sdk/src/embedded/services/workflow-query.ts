import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails, type query, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import type { QueryOutcome } from "../engine/queries.ts";
import type { Run } from "../engine/run.ts";
import { requireNamespace, requireRun } from "../request-checks.ts";
import { invalidArgument, notFound, withDetail, workflowNotReady } from "../service-errors.ts";
import { decodeTaskToken } from "../task-token.ts";
import { DirectQueries } from "./direct-queries.ts";
import { patienceMs, waitingSignal } from "./poll.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { waitForQuery, type QueryWait } from "./query-wait.ts";

const { QueryRejectCondition, QueryResultType, WorkflowExecutionStatus } = enums;

/** A workflow task that failed so often that a query would fail too. */
const hopelessAttempt = 3;

/** Questions to workflows: they go along with a workflow task where one is due, else to a worker directly. */
export const workflowQuery: WorkflowServiceOf = (core) => {
  const direct = new DirectQueries(core);
  return {
    async queryWorkflow(request, context) {
      const run = requireRun(core, request.namespace, request.execution);
      if (request.query === undefined) throw invalidArgument("WorkflowQuery is not set on request.");
      if (request.query.queryType === "") throw invalidArgument("QueryType is not set on request.");
      if (isRejected(run, request)) return { queryRejected: { status: run.state.status } };
      const wait = { ms: patienceMs(context, Infinity), signal: waitingSignal(core, context) };
      checkReady(core, run, wait);
      return answerOf(await ask(core, direct, run, request.query, wait));
    },

    respondQueryTaskCompleted({ namespace, taskToken, completedType, queryResult, errorMessage, failure }) {
      requireNamespace(core, namespace);
      const { queryId } = decodeTaskToken(taskToken, "query");
      const answered = completedType === QueryResultType.ANSWERED;
      const outcome: QueryOutcome = answered
        ? { kind: "answered", result: queryResult }
        : { kind: "failed", message: errorMessage, failure };
      if (!direct.answer(queryId, outcome)) throw notFound("query task not found, or already expired");
      return {};
    },
  };
};

/** The caller wants to ask open workflows only, or only such as did not fail. */
function isRejected({ state, isOpen }: Run, { queryRejectCondition }: workflowservice.QueryWorkflowRequest): boolean {
  if (isOpen) return false;
  if (queryRejectCondition === QueryRejectCondition.NOT_OPEN) return true;
  const notCleanly = queryRejectCondition === QueryRejectCondition.NOT_COMPLETED_CLEANLY;
  return notCleanly && state.status !== WorkflowExecutionStatus.COMPLETED;
}

function checkReady({ clock }: ServerCore, { state, isOpen }: Run, { ms }: QueryWait): void {
  if (!isOpen && state.lastCompletedStartedId === 0) {
    throw workflowNotReady("Workflow execution closed before WorkflowTaskStarted event");
  }
  if (state.firstTaskMs > 0 && state.firstTaskMs - clock.now() > ms) {
    throw workflowNotReady("Workflow task is not scheduled yet.");
  }
  if (state.workflowTaskAttempt >= hopelessAttempt) {
    throw workflowNotReady("Unable to query workflow due to Workflow Task in failed state.");
  }
}

async function ask(
  core: ServerCore,
  direct: DirectQueries,
  run: Run,
  asked: query.WorkflowQuery,
  wait: QueryWait,
): Promise<QueryOutcome> {
  const canAskDirectly = (): boolean =>
    run.state.lastCompletedStartedId > 0 && (!run.isOpen || run.state.workflowTask === undefined);
  const askedMs = core.clock.monotonic();
  if (!canAskDirectly()) {
    const outcome = await waitForQuery(core, wait, (pending) => {
      run.queries.add({ ...pending, query: asked });
      return () => run.queries.forget(pending.id);
    });
    if (outcome.kind !== "unanswered" || wait.signal.aborted) return outcome;
    checkReady(core, run, wait);
  }
  return direct.ask(run, asked, { ...wait, ms: wait.ms - (core.clock.monotonic() - askedMs) });
}

function answerOf(outcome: QueryOutcome): { queryResult?: query.WorkflowQueryResult["answer"] } {
  switch (outcome.kind) {
    case "answered":
      return { queryResult: outcome.result };
    case "failed": {
      const { message, failure } = outcome;
      throw withDetail(message, Code.InvalidArgument, errordetails.QueryFailedFailureSchema, { failure });
    }
    case "unanswered":
      throw new ConnectError("no worker answered the query in time", Code.DeadlineExceeded);
  }
}
