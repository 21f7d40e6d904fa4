import { enums, type common, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import type { Change } from "../engine/change.ts";
import type { Run } from "../engine/run.ts";
import type { WorkflowTask } from "../engine/run-state.ts";
import { judgeStart, type StartPolicies } from "../engine/start-policy.ts";
import { scheduleFirstTask, startRun, type RunStart } from "../engine/start-run.ts";
import { terminateForSuccessor } from "../engine/terminate.ts";
import type { Transaction } from "../engine/transaction.ts";
import { scheduleWorkflowTask, startWorkflowTask } from "../engine/workflow-task.ts";
import { requireNamespace } from "../request-checks.ts";
import { attachToRun } from "./attach-to-run.ts";
import { requestLink, startLink } from "./event-link.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { policiesOf } from "./start-policies.ts";
import { runStartOf } from "./start-request.ts";
import { atItsPace, type TooSoon } from "./start-pace.ts";
import { workflowTaskAnswer } from "./workflow-task-answer.ts";

const { WORKFLOW_EXECUTION_OPTIONS_UPDATED } = enums.EventType;

type StartRequest = workflowservice.StartWorkflowExecutionRequest;

interface Outcome {
  readonly run: Run;
  readonly started: boolean;
  /** The first task, if the caller gets it at once. */
  readonly task?: WorkflowTask | undefined;
}

export const workflowStart: WorkflowServiceOf = (core) => ({
  async startWorkflowExecution(request, context) {
    const namespace = requireNamespace(core, request.namespace);
    const policies = policiesOf(request);
    const start = runStartOf(core, namespace, request);
    const { run, started, task } = await atItsPace(core, context, () =>
      core.transact((transaction) => begin(core, transaction, { start, policies, request })),
    );
    return {
      runId: run.runId,
      firstExecutionRunId: run.firstRunId,
      started,
      status: run.state.status,
      link: linkOf(run, request.requestId),
      ...(task && {
        eagerWorkflowTask: workflowTaskAnswer(run, task, { onlyNew: false, limits: core.settings.limits }),
      }),
    };
  },
});

/** To the start, or to what a start left that found its workflow running. */
function linkOf(run: Run, requestId: string): common.Link {
  const attached = run.requests.get(requestId)?.eventType === WORKFLOW_EXECUTION_OPTIONS_UPDATED;
  return attached ? requestLink(run, requestId, WORKFLOW_EXECUTION_OPTIONS_UPDATED) : startLink(run);
}

interface Beginning {
  readonly start: RunStart;
  readonly policies: StartPolicies;
  readonly request: StartRequest;
}

function begin(core: ServerCore, transaction: Transaction, { start, policies, request }: Beginning): Outcome | TooSoon {
  const { namespaceId, workflowId, runId } = start.identity;
  const current = core.runs.current(namespaceId, workflowId);
  if (current !== undefined) {
    const verdict = judgeStart(current, policies, transaction);
    const { kind } = verdict;
    if (kind === "wait") return verdict;
    if (kind === "started-before") return { run: current, started: true };
    if (kind === "use-existing") {
      attachToRun(transaction.change(current), request);
      return { run: current, started: false };
    }
    if (kind === "terminate-existing") terminateForSuccessor(transaction.change(current), runId);
  }
  const eager = request.requestEagerExecution && start.backoffMs === 0;
  const change = startRun(transaction, {
    ...start,
    attributes: { ...start.attributes, eagerExecutionAccepted: eager },
  });
  if (eager) return { run: change.run, started: true, task: startEagerly(change, request) };
  scheduleFirstTask(change);
  return { run: change.run, started: true };
}

function startEagerly(change: Change, { requestId, identity }: StartRequest): WorkflowTask {
  scheduleWorkflowTask(change, { bypassQueue: true });
  return startWorkflowTask(change, { requestId, identity });
}
