import { create } from "@bufbuild/protobuf";
import { common, type history } from "@millrace/protocol/temporal";
import { HistoryLog } from "./history-log.ts";
import { Queries } from "./queries.ts";
import type { RequestIdInfo, RunState } from "./run-state.ts";

export interface RunIdentity {
  readonly namespaceId: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** What is settled when a run starts, besides what its first event says. */
export interface RunFacts extends RunIdentity {
  readonly started: history.WorkflowExecutionStartedEventAttributes;
  readonly startRequestId: string;
  readonly startedMs: number;
  /** The run may not go on after this; `Infinity` for no limit. */
  readonly expiresMs: number;
  /** Nor any run that continues it. */
  readonly chainExpiresMs: number;
  readonly userMetadata: history.HistoryEvent["userMetadata"];
}

/** One run of a workflow: what happened, and what is left to happen. Only committed changes write to it. */
export class Run {
  readonly facts: RunFacts;
  readonly history: HistoryLog = new HistoryLog();
  /** What a request id led to; the id of the event is 0 while it is buffered. */
  readonly requests: Map<string, RequestIdInfo> = new Map();
  /** The ids of signals that were received, so that none is received twice. */
  readonly signalRequests: Set<string> = new Set();
  /** They change nothing, so they are not part of the state. */
  readonly queries: Queries = new Queries();
  state: RunState;
  readonly #watchers = new Set<() => void>();

  constructor(facts: RunFacts, state: RunState) {
    this.facts = facts;
    this.state = state;
  }

  get workflowId(): string {
    return this.facts.workflowId;
  }

  get runId(): string {
    return this.facts.runId;
  }

  get firstRunId(): string {
    return this.facts.started.firstExecutionRunId;
  }

  get isOpen(): boolean {
    return this.state.closedMs === 0;
  }

  /** Calls back after each change, until the result is called. */
  watch(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => void this.#watchers.delete(callback);
  }

  /** Tells those who wait that something changed. */
  wake(): void {
    for (const callback of this.#watchers) callback();
  }
}

export const executionOf = ({ workflowId, runId }: Run): common.WorkflowExecution =>
  create(common.WorkflowExecutionSchema, { workflowId, runId });
