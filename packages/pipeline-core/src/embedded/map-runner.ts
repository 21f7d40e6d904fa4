import { PipelineError } from "../errors.ts";
import { ExitPipeline } from "../exit-pipeline.ts";
import type { Args } from "../graph.ts";
import { messageOf } from "../internal/message-of.ts";
import { err, ok } from "../result.ts";
import { Activation, itemName, type ActivationOwner, type Outcome, type Work } from "./activation.ts";
import { ItemSource, type NextItem } from "./item-source.ts";
import { sliceMs } from "./pace.ts";
import type { OperationOf } from "./plan.ts";
import type { PlanNode } from "./plan-node.ts";
import { decideRetry } from "./retry.ts";
import type { Scheduler } from "./scheduler.ts";
import { OpenStream, type MapEnd, type StreamFeeder } from "./stream.ts";

/**
 * Applies a function to every item of a list or stream. Each attempt at an item is an activation of its own, with
 * timeout and limits. No more than `concurrency` items are in flight; when streaming, none that its consumer has not
 * taken counts as finished, so memory stays bounded by the same number.
 */
export class MapRunner implements ActivationOwner, StreamFeeder {
  readonly ended: Promise<MapEnd>;
  readonly #resolve: (end: MapEnd) => void;
  readonly #container: Activation;
  readonly #scheduler: Scheduler;
  readonly #node: PlanNode;
  readonly #operation: OperationOf<"map">;
  readonly #source: ItemSource;
  readonly #work: Work;
  readonly #args: Args;
  readonly #total: number | undefined;
  readonly #active = new Set<Activation>();
  readonly #items = { started: 0, done: 0, retries: 0 };
  /** Results by position, unless they go into the stream. */
  readonly #results: unknown[] = [];
  readonly #stream: OpenStream | undefined;
  /** Ends the waits of items for their next attempt. */
  readonly #retries = new Set<() => void>();
  /** Items that run, wait for a slot, or for their next attempt. */
  #inFlight = 0;
  #pulling = false;
  #pumping = false;
  /** Set when the map ends before all of its items have. */
  #stopped: MapEnd | undefined;
  #done = false;

  constructor(container: Activation, node: PlanNode, operation: OperationOf<"map">, over: unknown, args: Args) {
    const { promise, resolve } = Promise.withResolvers<MapEnd>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#container = container;
    this.#scheduler = container.host as Scheduler;
    this.#node = node;
    this.#operation = operation;
    this.#source = new ItemSource(container, over);
    this.#total = Array.isArray(over) ? over.length : undefined;
    this.#work = { id: node.id, options: node.stage.options, container: false, loggedArgs: node.loggedArgs };
    this.#args = args;
    this.#stream = operation.stream ? new OpenStream(this, node.id) : undefined;
    this.#scheduler.record.items.set(node.index, this.#items);
  }

  /** A promise of all results in order, or an {@link OpenStream}. */
  start(): Promise<unknown> | OpenStream {
    return this.#stream ?? this.#collect();
  }

  async #collect(): Promise<unknown> {
    const { signal } = this.#container;
    const cancel = (): void => this.interrupt(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    this.refill();
    const { outcome, error } = await this.ended;
    signal.removeEventListener("abort", cancel);
    // What a source threw passes through as it is.
    // oxlint-disable-next-line typescript/only-throw-error
    if (outcome !== "succeeded") throw error;
    return this.#results;
  }

  bind(): Args {
    return this.#args;
  }

  call(args: Args, activation: Activation): unknown {
    return this.#operation.fn((activation as ItemActivation).item, args, activation);
  }

  settle(activation: Activation, outcome: Outcome, value: unknown): void {
    this.#scheduler.step(() => {
      activation.leave();
      this.#active.delete(activation);
      this.#inFlight--;
      const item = activation as ItemActivation;
      if (outcome === "succeeded") this.#finish(item, this.#operation.onItemError === "collect" ? ok(value) : value);
      else this.#fail(item, outcome, value);
      this.#pump();
    });
  }

  refill(): void {
    this.#scheduler.step(() => this.#pump());
  }

  close(): void {
    this.#endEarly({ outcome: "succeeded" });
  }

  interrupt(reason: unknown): void {
    this.#endEarly({ outcome: "cancelled", error: reason });
  }

  #fail(item: ItemActivation, outcome: Outcome, failure: unknown): void {
    if (this.#stopped !== undefined || outcome === "cancelled") return;
    const { attempt, mapIndex, mapKey } = item;
    const { id, options } = this.#work;
    const name = `${itemName(mapIndex, mapKey)} of map '${id}'`;
    const { delayMs, error } = decideRetry(name, options.retry, attempt, failure);
    if (delayMs !== undefined) {
      this.#retryLater(item, delayMs, error);
    } else if (ExitPipeline.is(error)) {
      this.#stop({ outcome: "failed", error });
    } else if (this.#operation.onItemError === "collect") {
      this.#finish(item, err(error));
    } else {
      const message = `${name} failed on attempt ${attempt}: ${messageOf(error)}`;
      const details = { stage: id, item: mapIndex, key: mapKey, attempt };
      this.#stop({
        outcome: "failed",
        error: new PipelineError("PIPELINE_ITEM_FAILED", message, { cause: error, details }),
      });
    }
  }

  #retryLater(item: ItemActivation, delayMs: number, error: unknown): void {
    const { attempt, mapIndex, mapKey } = item;
    this.#items.retries++;
    this.#inFlight++;
    const cancel = this.#scheduler.clock.setTimer(delayMs, () => {
      this.#retries.delete(cancel);
      this.#inFlight--;
      this.#begin(new ItemActivation(this, this.#scheduler, this.#work, attempt + 1, mapIndex, mapKey, item.item));
    });
    this.#retries.add(cancel);
    this.#scheduler.emit({
      type: "stage_retrying",
      stage: this.#work.id,
      attempt,
      mapIndex,
      ...(mapKey === undefined ? {} : { mapKey }),
      delayMs,
      error,
    });
  }

  #finish({ mapIndex, mapKey }: ItemActivation, value: unknown): void {
    this.#items.done++;
    if (this.#stream === undefined) this.#results[mapIndex] = value;
    else this.#stream.put(mapIndex, value);
    this.#scheduler.progress(this.#node, this.#items.done, this.#total, mapKey);
  }

  /** Starts items while there is room. Whatever the source or `key` throws fails the map. */
  #pump(first?: () => void): void {
    if (this.#pumping || this.#pulling) return;
    this.#pumping = true;
    try {
      first?.();
      this.#fill();
    } catch (error) {
      this.#stop({ outcome: "failed", error });
    }
    this.#pumping = false;
    this.#checkEnd();
  }

  /** Gives the event loop its turn when items end at once. */
  #fill(): void {
    const until = performance.now() + sliceMs;
    while (this.#stopped === undefined && !this.#source.done && this.#hasRoom()) {
      const next = this.#source.next();
      if (next instanceof Promise) {
        this.#pull(next);
        return;
      }
      if (next === undefined) return;
      this.#startItem(next.value);
      if ((this.#items.started & 63) > 0 || performance.now() <= until) continue;
      this.#pulling = true;
      setImmediate(() => {
        this.#pulling = false;
        this.refill();
      });
      return;
    }
  }

  #hasRoom(): boolean {
    const open = this.#stream === undefined ? this.#inFlight : this.#items.started - this.#stream.taken;
    return open < this.#operation.concurrency;
  }

  #pull(next: Promise<NextItem>): void {
    this.#pulling = true;
    const pulled = (take: () => void): void => {
      this.#pulling = false;
      this.#scheduler.step(() => this.#pump(take));
    };
    next.then(
      (item) => pulled(() => item !== undefined && this.#startItem(item.value)),
      (error: unknown) => pulled(() => this.#stop({ outcome: "failed", error })),
    );
  }

  #startItem(item: unknown): void {
    // The map may have been stopped while it waited for the item.
    if (this.#stopped !== undefined) return;
    const index = this.#items.started++;
    const key = this.#operation.key?.(item, index);
    this.#begin(new ItemActivation(this, this.#scheduler, this.#work, 1, index, key, item));
  }

  #begin(item: ItemActivation): void {
    this.#inFlight++;
    const { slots, clock } = this.#scheduler;
    slots.acquire(this.#work.options.limit, () => {
      this.#scheduler.step(() => {
        if (this.#stopped === undefined) {
          this.#active.add(item);
          item.begin(clock.monotonic());
        } else {
          item.leave();
          this.#inFlight--;
          this.#checkEnd();
        }
      });
    });
  }

  #endEarly(end: MapEnd): void {
    if (!this.#done && this.#stopped === undefined) this.#scheduler.step(() => this.#stop(end));
  }

  /** What the source still gives is dropped, and what runs is asked to end. */
  #stop(end: MapEnd): void {
    if (this.#done || this.#stopped !== undefined) return;
    this.#stopped = end;
    this.#source.close();
    this.#container.abort(end.error);
    for (const cancel of this.#retries) cancel();
    this.#inFlight -= this.#retries.size;
    this.#retries.clear();
    for (const activation of this.#active) activation.interrupt("cancelled", end.error);
    this.#stream?.end(end);
    this.#checkEnd();
  }

  #checkEnd(): void {
    if (this.#done || this.#inFlight > 0) return;
    if (this.#stopped === undefined) {
      if (this.#pulling || !this.#source.done) return;
      if (this.#stream !== undefined && this.#stream.taken < this.#items.started) return;
    }
    this.#done = true;
    const end = this.#stopped ?? { outcome: "succeeded" };
    this.#stream?.end(end);
    this.#resolve(end);
  }
}

class ItemActivation extends Activation {
  declare readonly mapIndex: number;
  readonly item: unknown;

  constructor(
    owner: ActivationOwner,
    host: Scheduler,
    work: Work,
    attempt: number,
    index: number,
    key: string | undefined,
    item: unknown,
  ) {
    super(owner, host, work, attempt, index, key);
    this.item = item;
  }
}
