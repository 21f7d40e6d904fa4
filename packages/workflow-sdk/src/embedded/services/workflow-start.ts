import type { workflowservice } from "@millrace/protocol/temporal";
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
import { startLink } from "./event-link.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { policiesOf } from "./start-policies.ts";
import { runStartOf } from "./start-request.ts";
import { atItsPace, type TooSoon } from "./start-pace.ts";
import { workflowTaskAnswer } from "./workflow-task-answer.ts";

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
      link: startLink(run),
      ...(task && {
        eagerWorkflowTask: workflowTaskAnswer(run, task, { onlyNew: false, limits: core.settings.limits }),
      }),
    };
  },
});

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
