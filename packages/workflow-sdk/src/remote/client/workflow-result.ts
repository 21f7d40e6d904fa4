import { enums, workflowservice, type history } from "@millrace/protocol/temporal";
import { WorkflowContinuedAsNewError, WorkflowFailedError } from "../../client-errors.ts";
import { WorkflowSdkError } from "../../errors.ts";
import { CancelledFailure } from "../../failures/cancelled-failure.ts";
import { TerminatedFailure } from "../../failures/terminated-failure.ts";
import { TimeoutFailure } from "../../failures/timeout-failure.ts";
import { enumName } from "../../wire/enum-name.ts";
import { payloadsOf } from "../../wire/payloads.ts";
import { wireExecution } from "../../wire/workflow-ref.ts";
import { workflowContext, type ClientCore } from "./core.ts";
import { pollAgain } from "./poll-again.ts";
import { aboutWorkflow } from "./workflow-calls.ts";

const { getWorkflowExecutionHistory } = workflowservice.WorkflowService.method;

export interface ResultOptions {
  readonly workflowId: string;
  readonly runId: string | undefined;
  /** Whether the result is that of the last run of a chain. */
  readonly followRuns: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Waits for the end of a workflow. */
export async function workflowResult(core: ClientCore, options: ResultOptions): Promise<unknown> {
  let { runId } = options;
  for (;;) {
    const event = await closeEvent(core, { ...options, runId });
    const next = options.followRuns ? nextRun(event) : undefined;
    if (next === undefined) return outcome(core, event, options.workflowId);
    runId = next;
  }
}

/** The event that ended a run; waits for it. */
async function closeEvent(
  core: ClientCore,
  { workflowId, runId, signal }: ResultOptions,
): Promise<history.HistoryEvent> {
  let nextPageToken: Uint8Array = new Uint8Array();
  for (;;) {
    try {
      const response = await core.connection.call(
        getWorkflowExecutionHistory,
        {
          namespace: core.namespace,
          execution: wireExecution(workflowId, runId),
          skipArchival: true,
          waitNewEvent: true,
          historyEventFilterType: enums.HistoryEventFilterType.CLOSE_EVENT,
          nextPageToken,
        },
        { signal, ...aboutWorkflow({ workflowId, runId }) },
      );
      // An empty page says that the run goes on.
      nextPageToken = response.nextPageToken;
      const event = response.history?.events.at(-1);
      if (event !== undefined) return event;
    } catch (error) {
      if (!pollAgain(core, error)) throw error;
    }
  }
}

/** The run that the chain goes on with. Servers tell of it in the event itself, or by one that says nothing else. */
function nextRun({ attributes: { value } }: history.HistoryEvent): string | undefined {
  return value !== undefined && "newExecutionRunId" in value ? value.newExecutionRunId || undefined : undefined;
}

async function outcome(core: ClientCore, event: history.HistoryEvent, workflowId: string): Promise<unknown> {
  const { attributes } = event;
  if (attributes.case === "workflowExecutionCompletedEventAttributes") {
    const context = workflowContext(core, workflowId);
    return (await core.dataConverter.fromPayloads(payloadsOf(attributes.value.result), context))[0];
  }
  if (attributes.case === "workflowExecutionContinuedAsNewEventAttributes") {
    throw new WorkflowContinuedAsNewError(workflowId, attributes.value.newExecutionRunId);
  }
  const failure = await failureOf(core, attributes, workflowId);
  if (failure !== undefined) throw failure;
  const message = `the server told of event ${event.eventId} (type ${event.eventType}) as the end of workflow '${workflowId}', and it is none`;
  throw new WorkflowSdkError("WORKFLOW_UNEXPECTED_ANSWER", message);
}

async function failureOf(
  core: ClientCore,
  attributes: history.HistoryEvent["attributes"],
  workflowId: string,
): Promise<WorkflowFailedError | undefined> {
  const context = workflowContext(core, workflowId);
  if (attributes.case === "workflowExecutionFailedEventAttributes") {
    const { failure, retryState } = attributes.value;
    const cause = failure === undefined ? untold() : await core.dataConverter.decodeFailure(failure, context);
    return new WorkflowFailedError("failed", workflowId, cause, enumName(enums.RetryState, retryState));
  }
  if (attributes.case === "workflowExecutionCanceledEventAttributes") {
    const details = await core.dataConverter.fromPayloads(payloadsOf(attributes.value.details), context);
    const cause = new CancelledFailure("Workflow canceled", { details });
    return new WorkflowFailedError("was cancelled", workflowId, cause, "NON_RETRYABLE_FAILURE");
  }
  if (attributes.case === "workflowExecutionTerminatedEventAttributes") {
    const cause = new TerminatedFailure(attributes.value.reason || "Workflow execution terminated");
    return new WorkflowFailedError("was terminated", workflowId, cause, "NON_RETRYABLE_FAILURE");
  }
  if (attributes.case === "workflowExecutionTimedOutEventAttributes") {
    const cause = new TimeoutFailure("Workflow execution timed out", { timeoutType: "START_TO_CLOSE" });
    const retryState = enumName(enums.RetryState, attributes.value.retryState);
    return new WorkflowFailedError("took too long", workflowId, cause, retryState);
  }
  return undefined;
}

function untold(): Error {
  return new Error("the server did not tell why");
}
