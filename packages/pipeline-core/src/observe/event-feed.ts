import type { Clock, Logger } from "@millrace/protocol";
import type { PipelineEvent, PipelineListener } from "../events.ts";
import { isThenable } from "../internal/is-thenable.ts";

/** An event without what all events of a run have in common; one of a sub-pipeline says whose it is. */
export type EventBody = PipelineEvent extends infer Event
  ? Event extends PipelineEvent
    ? Omit<Event, "runId" | "pipeline" | "time"> & Partial<Pick<Event, "runId" | "pipeline">>
    : never
  : never;

/**
 * Tells the listeners of a run what happens, in order. What a listener throws, or its promise rejects with, is logged:
 * neither the run nor the other listeners suffer.
 */
export class EventFeed {
  readonly #run: { readonly runId: string; readonly pipeline: string };
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #listeners: readonly PipelineListener[];
  readonly #unheard: PipelineEvent[] = [];

  constructor(
    { runId, pipeline }: { readonly runId: string; readonly pipeline: string },
    clock: Clock,
    logger: Logger,
    onEvent: PipelineListener | readonly PipelineListener[] = [],
  ) {
    this.#run = { runId, pipeline };
    this.#clock = clock;
    this.#logger = logger;
    this.#listeners = typeof onEvent === "function" ? [onEvent] : onEvent;
  }

  /** Somebody listens. */
  get heard(): boolean {
    return this.#listeners.length > 0;
  }

  emit(event: EventBody): void {
    if (!this.heard) return;
    // A listener may cause further events, for one by cancelling the run; they wait until all have heard this one.
    this.#unheard.push({ ...this.#run, time: this.#clock.now(), ...event });
    if (this.#unheard.length > 1) return;
    for (let next = this.#unheard[0]; next !== undefined; next = this.#unheard[0]) {
      try {
        for (const listener of this.#listeners) this.#tell(listener, next);
      } finally {
        this.#unheard.shift();
      }
    }
  }

  #tell(listener: PipelineListener, event: PipelineEvent): void {
    const log = (error: unknown): void =>
      this.#logger.error({ err: error, event: event.type }, "an event listener threw; the run goes on");
    try {
      const result: unknown = listener(event);
      if (isThenable(result)) Promise.resolve(result).then(undefined, log);
    } catch (error) {
      log(error);
    }
  }
}
