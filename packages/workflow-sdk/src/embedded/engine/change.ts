import type { history } from "@millrace/protocol/temporal";
import type { CoreSettings } from "../core-options.ts";
import { newEvent, type EventFacts, type EventInit, type EventName } from "./event.ts";
import { isBuffered, settle } from "./event-buffer.ts";
import { sizeOf } from "./history-log.ts";
import type { Run, RunFacts } from "./run.ts";
import { copyState, type RequestIdInfo, type RunState } from "./run-state.ts";

/** What is to be done elsewhere once a change is committed. */
export type Effect =
  | { readonly kind: "workflow-task" }
  | { readonly kind: "activity-task"; readonly scheduledEventId: number }
  | { readonly kind: "start-child"; readonly initiatedEventId: number }
  | { readonly kind: "signal-external"; readonly initiatedEventId: number }
  | { readonly kind: "cancel-external"; readonly initiatedEventId: number }
  /** The run is closed: its parent learns of it, and its children are dealt with. */
  | { readonly kind: "closed" };

/**
 * What one transition does to one run: a draft of its state, new events, and effects. Nothing of it is seen before
 * {@link commit}; to undo it, forget it.
 */
export class Change {
  readonly run: Run;
  readonly nowMs: number;
  readonly settings: CoreSettings;
  readonly state: RunState;
  readonly effects: Effect[] = [];
  /** What is new and not buffered, in the order of the ids. */
  readonly events: history.HistoryEvent[] = [];
  /** Whether lists show other values than before. */
  listed = false;
  readonly #requests = new Map<string, RequestIdInfo>();
  #bytes: readonly number[] = [];
  readonly #signalRequests = new Set<string>();

  constructor(run: Run, nowMs: number, settings: CoreSettings) {
    this.run = run;
    this.nowMs = nowMs;
    this.settings = settings;
    this.state = copyState(run.state);
  }

  get facts(): RunFacts {
    return this.run.facts;
  }

  get isOpen(): boolean {
    return this.state.closedMs === 0;
  }

  /** Whether a worker has the workflow task. */
  get isTaskStarted(): boolean {
    return (this.state.workflowTask?.startedEventId ?? 0) > 0;
  }

  /** Writes an event, or buffers it: then its id is 0 still. */
  record<Name extends EventName>(
    name: Name,
    attributes: EventInit<Name>,
    facts: Partial<EventFacts> = {},
  ): history.HistoryEvent {
    const event = newEvent(name, attributes, { timeMs: this.nowMs, ...facts });
    if (isBuffered(event)) this.state.buffered = [...this.state.buffered, event];
    else {
      event.eventId = BigInt(this.state.nextEventId++);
      this.events.push(event);
    }
    return event;
  }

  /** Makes what was buffered history. */
  flush(): void {
    const { buffered, nextEventId } = this.state;
    if (buffered.length === 0) return;
    const { events, startedIds } = settle(buffered, nextEventId);
    this.state.buffered = [];
    this.state.nextEventId += events.length;
    this.events.push(...events);
    for (const [initiatedId, startedId] of startedIds) {
      const child = this.state.children.get(Number(initiatedId));
      if (child) this.state.children.set(child.initiatedEventId, { ...child, startedEventId: Number(startedId) });
    }
    for (const { eventId, attributes } of events) {
      const requestId = requestIdOf(attributes);
      const info = this.#requests.get(requestId) ?? this.run.requests.get(requestId);
      if (info !== undefined) this.#requests.set(requestId, { ...info, eventId, buffered: false });
    }
  }

  /** Remembers what a request led to. */
  remember(requestId: string, { eventId, eventType }: history.HistoryEvent): void {
    if (requestId === "" || this.knows(requestId)) return;
    this.#requests.set(requestId, { eventId, eventType, buffered: eventId === 0n });
  }

  /** Whether a request led to anything before. */
  knows(requestId: string): boolean {
    return this.#requests.has(requestId) || this.run.requests.has(requestId);
  }

  /** Whether a signal is new; of requests with the same id only the first is. */
  admitSignal(requestId: string): boolean {
    if (requestId === "") return true;
    if (this.#signalRequests.has(requestId) || this.run.signalRequests.has(requestId)) return false;
    this.#signalRequests.add(requestId);
    return true;
  }

  /** Encodes the events: what cannot be sent to anybody must not become history. */
  measure(): void {
    this.#bytes = this.events.map((event) => sizeOf([event]));
  }

  /** Makes the draft the run's state. Cannot fail once {@link measure} was called. */
  commit(): void {
    this.state.transitions++;
    this.run.state = this.state;
    this.run.history.append(this.events, this.#bytes);
    for (const [requestId, info] of this.#requests) this.run.requests.set(requestId, info);
    for (const requestId of this.#signalRequests) this.run.signalRequests.add(requestId);
  }
}

function requestIdOf({ case: kind, value }: history.HistoryEvent["attributes"]): string {
  if (kind === "workflowExecutionSignaledEventAttributes") return value.requestId;
  return kind === "workflowExecutionOptionsUpdatedEventAttributes" ? value.attachedRequestId : "";
}
