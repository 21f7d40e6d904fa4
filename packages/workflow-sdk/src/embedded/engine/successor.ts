import { randomUUID } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type common, type failure, type history } from "@millrace/protocol/temporal";
import { decideRetry, type RetryDecision } from "../retry.ts";
import type { Change } from "./change.ts";
import { cronDelayMs, parseCron } from "./cron.ts";
import { expireResetPoints, resetPointsOf } from "./reset-points.ts";
import { scheduleFirstTask, startRun } from "./start-run.ts";
import type { Transaction } from "./transaction.ts";
import { msOf } from "./time.ts";

const { ContinueAsNewInitiator, RetryState } = enums;

type StartedInit = MessageInitShape<typeof history.WorkflowExecutionStartedEventAttributesSchema>;

export interface Succession {
  readonly runId: string;
  readonly initiator: enums.ContinueAsNewInitiator;
  readonly backoffMs: number;
  readonly failure: failure.Failure | undefined;
  readonly lastCompletionResult: common.Payloads | undefined;
  /** What is not as it was in the run before. */
  readonly attributes?: StartedInit;
}

/** Whether a run that failed is tried again, by its own policy. */
export function decideRunRetry({ facts, nowMs }: Change, failed: failure.Failure): RetryDecision {
  const { retryPolicy, attempt } = facts.started;
  if (retryPolicy === undefined) return { state: RetryState.RETRY_POLICY_NOT_SET };
  const expiresMs = facts.chainExpiresMs;
  return decideRetry(retryPolicy, { attempt, failure: failed, nowMs, expiresMs, delayMayExceedMaximum: false });
}

/** When the schedule of the workflow wants the next run; nothing if it has none. */
export function decideCron({ facts, nowMs }: Change): number | undefined {
  const schedule = parseCron(facts.started.cronSchedule);
  if (facts.started.cronSchedule === "" || schedule === undefined) return undefined;
  return cronDelayMs(schedule, executionMs(facts), nowMs);
}

/** The run that takes over, in the same transition. */
export function succeed(transaction: Transaction, change: Change, succession: Succession): void {
  const { facts } = change;
  const { runId, initiator, backoffMs, failure, lastCompletionResult, attributes } = succession;
  // A message would be taken for complete, and what is laid over it is not.
  const { $typeName: _, ...before } = facts.started;
  expireResetPoints(change, transaction.rules.retentionMs(facts.namespace));
  const successor = startRun(transaction, {
    identity: { ...facts, runId },
    attributes: {
      ...before,
      ...attributes,
      identity: "",
      continuedExecutionRunId: facts.runId,
      initiator,
      attempt: initiator === ContinueAsNewInitiator.RETRY ? before.attempt + 1 : 1,
      continuedFailure: failure,
      lastCompletionResult,
      prevAutoResetPoints: resetPointsOf(change.state),
      eagerExecutionAccepted: false,
    },
    requestId: randomUUID(),
    backoffMs: atLeastMinimalInterval(change, backoffMs),
    chainExpiresMs: facts.chainExpiresMs,
    userMetadata: undefined,
    links: [],
  });
  scheduleFirstTask(successor);
}

/** A workflow that continues itself without end leaves the server some rest. */
function atLeastMinimalInterval({ facts, nowMs, settings }: Change, backoffMs: number): number {
  const executedMs = nowMs - executionMs(facts);
  const livedMs = executedMs >= 0 ? executedMs : Math.max(0, nowMs - facts.startedMs);
  return livedMs + backoffMs < settings.minimalRunIntervalMs ? settings.minimalRunIntervalMs - livedMs : backoffMs;
}

const executionMs = ({ startedMs, started }: Change["facts"]): number =>
  startedMs + msOf(started.firstWorkflowTaskBackoff);
