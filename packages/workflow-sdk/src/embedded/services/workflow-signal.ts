import { randomUUID } from "node:crypto";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { judgeStart, type StartPolicies } from "../engine/start-policy.ts";
import type { Run } from "../engine/run.ts";
import { recordSignal, signalRun, type Signal } from "../engine/signals.ts";
import { sizeOfPayloads } from "../engine/sizes.ts";
import { scheduleFirstTask, startRun, type RunStart } from "../engine/start-run.ts";
import { terminateForSuccessor } from "../engine/terminate.ts";
import type { Transaction } from "../engine/transaction.ts";
import { checkIdLength, requireNamespace, requireRun } from "../request-checks.ts";
import { invalidArgument } from "../service-errors.ts";
import { requestLink } from "./event-link.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { runStartOf } from "./start-request.ts";
import { atItsPace, type TooSoon } from "./start-pace.ts";
import { policiesOf } from "./start-policies.ts";

const { WORKFLOW_EXECUTION_SIGNALED } = enums.EventType;

type SignalWithStart = workflowservice.SignalWithStartWorkflowExecutionRequest;

interface Outcome {
  readonly run: Run;
  readonly started: boolean;
}

/** Signals, to runs that are there and to runs that are started for them. */
export const workflowSignal: WorkflowServiceOf = (core) => ({
  async signalWorkflowExecution(request) {
    const { signalName, input, identity, header, links, requestId } = request;
    const run = requireRun(core, request.namespace, request.workflowExecution);
    checkSignal(core, request);
    await core.transact((transaction) =>
      signalRun(transaction.change(run), { signalName, input, identity, header, requestId, links }),
    );
    return requestId === "" ? {} : { link: requestLink(run, requestId, WORKFLOW_EXECUTION_SIGNALED) };
  },

  async signalWithStartWorkflowExecution(request, context) {
    const namespace = requireNamespace(core, request.namespace);
    const requestId = request.requestId || randomUUID();
    if (request.signalName === "") throw invalidArgument("signal not set");
    checkSignal(core, { ...request, input: request.signalInput });
    const { signalName, signalInput: input, identity, header, links } = request;
    const signal = { signalName, input, identity, header, requestId, links };
    const beginning = { start: runStartOf(core, namespace, request), policies: signalPolicies(request), signal };
    const { run, started } = await atItsPace(core, context, () =>
      core.transact((transaction) => begin(core, transaction, beginning)),
    );
    const { runId, firstRunId } = run;
    return {
      runId,
      firstExecutionRunId: firstRunId,
      started,
      signalLink: requestLink(run, requestId, WORKFLOW_EXECUTION_SIGNALED),
    };
  },
});

function checkSignal(
  core: ServerCore,
  { signalName, input }: Pick<workflowservice.SignalWorkflowExecutionRequest, "signalName" | "input">,
): void {
  checkIdLength(core, "SignalName", signalName);
  if (sizeOfPayloads(input) > core.settings.limits.blobBytes) throw invalidArgument("Blob data size exceeds limit.");
}

interface Beginning {
  readonly start: RunStart;
  readonly policies: StartPolicies;
  readonly signal: Signal;
}

function begin(core: ServerCore, transaction: Transaction, { start, policies, signal }: Beginning): Outcome | TooSoon {
  const { namespaceId, workflowId, runId } = start.identity;
  const current = core.runs.current(namespaceId, workflowId);
  if (current !== undefined) {
    // A start that was carried out before brought its signal, which is not received twice.
    const verdict = judgeStart(current, policies, transaction);
    const { kind } = verdict;
    if (kind === "wait") return verdict;
    if (kind === "use-existing" || (kind === "started-before" && current.isOpen)) {
      signalRun(transaction.change(current), signal);
      return { run: current, started: false };
    }
    if (kind === "started-before") return { run: current, started: true };
    if (kind === "terminate-existing") terminateForSuccessor(transaction.change(current), runId);
  }
  const change = startRun(transaction, start);
  recordSignal(change, signal);
  scheduleFirstTask(change);
  return { run: change.run, started: true };
}

/** A running workflow gets the signal, unless the caller wants it ended. */
function signalPolicies(request: SignalWithStart): StartPolicies {
  const { FAIL, USE_EXISTING } = enums.WorkflowIdConflictPolicy;
  const given = policiesOf(request);
  return given.conflict === FAIL ? { ...given, conflict: USE_EXISTING } : given;
}
