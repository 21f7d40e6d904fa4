import { PipelineError } from "../errors.ts";
import { ExitPipeline } from "../exit-pipeline.ts";
import type { Args } from "../graph.ts";
import { err, ok } from "../result.ts";
import { Activation, itemName, type ActivationOwner, type Outcome, type Work } from "./activation.ts";
import { isThenable, iteratorOf } from "./iterate.ts";
import type { OperationOf } from "./plan.ts";
import type { PlanNode } from "./plan-node.ts";
import { retryDelay } from "./retry.ts";
import type { Scheduler } from "./scheduler.ts";
import { OpenStream } from "./stream.ts";

const sliceMs = 10;

/**
 * Applies a function to every item of a list or stream. Each item is an activation of its own, with attempts, timeout
 * and limits. No more than `concurrency` items are in flight; when streaming, none that its consumer has not taken
 * counts as finished, so memory stays bounded by the same number.
 */
export class MapRunner implements ActivationOwner {
  readonly #container: Activation;
  readonly #scheduler: Scheduler;
  readonly #node: PlanNode;
  readonly #operation: OperationOf<"map">;
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;
  readonly #work: Work;
  readonly #args: Args;
  readonly #active = new Set<Activation>();
  readonly #items = { started: 0, done: 0 };
  readonly #total: number | undefined;
  readonly #settled = Promise.withResolvers<void>();
  /** Results by position; a streaming consumer takes them from the front. */
  readonly #results: unknown[] = [];
  readonly #ready: boolean[] = [];
  #taken = 0;
  #wakeConsumer: (() => void) | undefined;
  #retries = new Set<() => void>();
  #inFlight = 0;
  #exhausted = false;
  #pulling = false;
  #pumping = false;
  #failure: { readonly error: unknown } | undefined;
  #ended = false;

  constructor(container: Activation, node: PlanNode, operation: OperationOf<"map">, over: unknown, args: Args) {
    this.#container = container;
    this.#scheduler = container.host as Scheduler;
    this.#node = node;
    this.#operation = operation;
    this.#iterator = iteratorOf(node.stage.id, over);
    this.#total = Array.isArray(over) ? over.length : undefined;
    this.#work = { id: node.id, options: node.stage.options, loggedArgs: node.loggedArgs };
    this.#args = args;
    this.#scheduler.record.items.set(node.index, this.#items);
  }

  /** A promise of all results in order, or an {@link OpenStream}. */
  start(): Promise<unknown> | OpenStream {
    const { signal } = this.#container;
    const cancel = (): void => this.#stop({ error: signal.reason });
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    const ended = this.#settled.promise.finally(() => signal.removeEventListener("abort", cancel));
    if (!this.#operation.stream) {
      this.#pump();
      return ended.then(() => this.#results);
    }
    // The consumer sees the error as well; the scheduler must not miss it if there is no consumer any more.
    return new OpenStream({ [Symbol.asyncIterator]: () => this.#consume() }, ended, () => this.#stop(undefined));
  }

  bind(): Args {
    return this.#args;
  }

  call(args: Args, activation: Activation): unknown {
    return this.#operation.fn((activation as ItemActivation).item, args, activation);
  }

  settle(activation: Activation, outcome: Outcome, value: unknown): void {
    this.#scheduler.slots.release(this.#work.options.limit);
    this.#active.delete(activation);
    this.#inFlight--;
    if (outcome === "succeeded")
      this.#finish(activation, this.#operation.onItemError === "collect" ? ok(value) : value);
    else this.#fail(activation, outcome, value);
    this.#pump();
  }

  #fail(activation: Activation, outcome: Outcome, error: unknown): void {
    if (this.#failure !== undefined || outcome === "cancelled") return;
    const delayMs = retryDelay(this.#work.options.retry, activation.attempt, error, Math.random);
    if (delayMs !== undefined) {
      this.#retryLater(activation, delayMs, error);
    } else if (this.#operation.onItemError === "collect" && !ExitPipeline.is(error)) {
      this.#finish(activation, err(error));
    } else if (ExitPipeline.is(error)) {
      this.#stop({ error });
    } else {
      const reason = error instanceof Error ? error.message : String(error);
      const { id } = this.#node.stage;
      const index = activation.mapIndex as number;
      this.#stop({
        error: new PipelineError(
          "PIPELINE_ITEM_FAILED",
          `${itemName(index, activation.mapKey)} of map '${id}' failed on attempt ${activation.attempt}: ${reason}`,
          {
            cause: error,
            details: { stage: id, item: index, key: activation.mapKey, attempt: activation.attempt },
          },
        ),
      });
    }
  }

  #retryLater(activation: Activation, delayMs: number, error: unknown): void {
    const { id: stage } = this.#work;
    this.#scheduler.emit({
      type: "stage_retrying",
      stage,
      attempt: activation.attempt,
      mapIndex: activation.mapIndex as number,
      ...(activation.mapKey === undefined ? {} : { mapKey: activation.mapKey }),
      delayMs,
      error,
    });
    this.#inFlight++;
    const cancel = this.#scheduler.clock.setTimer(delayMs, () => {
      this.#retries.delete(cancel);
      this.#inFlight--;
      this.#begin(activation);
    });
    this.#retries.add(cancel);
  }

  #finish(activation: Activation, value: unknown): void {
    const index = activation.mapIndex as number;
    this.#items.done++;
    this.#results[index] = value;
    this.#ready[index] = true;
    this.#scheduler.progress(this.#node, this.#items.done, this.#total, activation.mapKey);
    if (index === this.#taken) this.#wakeConsumer?.();
  }

  /** Starts items while there is room. Gives the event loop its turn when items end at once. */
  #pump(): void {
    if (this.#pumping || this.#pulling) return;
    this.#pumping = true;
    const until = performance.now() + sliceMs;
    while (!this.#exhausted && this.#failure === undefined && this.#hasRoom()) {
      const next = this.#next();
      if (next === undefined) break;
      if (isThenable(next)) {
        this.#pull(next);
        break;
      }
      if (next.done === true) this.#exhausted = true;
      else this.#startItem(next.value);
      if ((this.#items.started & 63) === 0 && performance.now() > until) {
        this.#pulling = true;
        setImmediate(() => {
          this.#pulling = false;
          this.#pump();
        });
        break;
      }
    }
    this.#pumping = false;
    this.#checkEnd();
  }

  /** The next item, or `undefined` when the source has thrown. */
  #next(): IteratorResult<unknown> | PromiseLike<IteratorResult<unknown>> | undefined {
    try {
      return this.#iterator.next();
    } catch (error) {
      this.#exhausted = true;
      this.#stop({ error });
      return undefined;
    }
  }

  #hasRoom(): boolean {
    const open = this.#operation.stream ? this.#items.started - this.#taken : this.#inFlight;
    return open < this.#operation.concurrency;
  }

  #pull(next: PromiseLike<IteratorResult<unknown>>): void {
    this.#pulling = true;
    next.then(
      (item) => {
        this.#pulling = false;
        if (item.done === true) this.#exhausted = true;
        else if (this.#failure === undefined) this.#startItem(item.value);
        this.#pump();
      },
      (error: unknown) => {
        this.#pulling = false;
        this.#exhausted = true;
        this.#stop({ error });
      },
    );
  }

  #startItem(item: unknown): void {
    const index = this.#items.started++;
    let key: string | undefined;
    try {
      key = this.#operation.key?.(item, index);
    } catch (error) {
      this.#stop({ error });
      return;
    }
    this.#begin(new ItemActivation(this, this.#scheduler, this.#work, index, key, item));
  }

  #begin(activation: Activation): void {
    this.#inFlight++;
    const { limit } = this.#work.options;
    this.#scheduler.slots.acquire(limit, () => {
      if (this.#failure === undefined) {
        this.#active.add(activation);
        activation.begin(this.#scheduler.clock.monotonic());
      } else {
        this.#scheduler.slots.release(limit);
        this.#inFlight--;
        this.#checkEnd();
      }
    });
  }

  /** Ends the map early: with an error, or because its consumer has gone. */
  #stop(failure: { readonly error: unknown } | undefined): void {
    if (this.#ended || this.#failure !== undefined) return;
    this.#failure = failure ?? { error: undefined };
    if (!this.#exhausted && this.#iterator.return !== undefined)
      void Promise.resolve(this.#iterator.return()).catch(() => undefined);
    this.#exhausted = true;
    for (const cancel of this.#retries) cancel();
    this.#inFlight -= this.#retries.size;
    this.#retries.clear();
    for (const activation of this.#active) activation.interrupt("cancelled", this.#failure.error);
    this.#checkEnd();
  }

  #checkEnd(): void {
    if (this.#ended || !this.#exhausted || this.#pulling || this.#inFlight > 0) return;
    const failure = this.#failure;
    if (this.#operation.stream && failure === undefined && this.#taken < this.#items.started) return;
    this.#ended = true;
    if (failure === undefined || failure.error === undefined) this.#settled.resolve();
    else this.#settled.reject(failure.error);
    this.#wakeConsumer?.();
  }

  #consume(): AsyncIterator<unknown> {
    const end = (): IteratorResult<unknown> => {
      // What a stage or an abort threw passes through as it is.
      // oxlint-disable-next-line typescript/only-throw-error
      if (this.#failure?.error !== undefined) throw this.#failure.error;
      return { done: true, value: undefined };
    };
    const take = (): IteratorResult<unknown> => {
      const value = this.#results[this.#taken];
      this.#results[this.#taken] = undefined;
      this.#taken++;
      this.#pump();
      return { done: false, value };
    };
    return {
      next: async () => {
        this.#pump();
        while (!this.#ended && this.#ready[this.#taken] !== true) {
          await new Promise<void>((resolve) => (this.#wakeConsumer = resolve));
        }
        return this.#ready[this.#taken] === true && this.#failure === undefined ? take() : end();
      },
      return: async () => {
        this.#stop(undefined);
        return { done: true, value: undefined };
      },
    };
  }
}

class ItemActivation extends Activation {
  readonly item: unknown;

  constructor(
    owner: ActivationOwner,
    host: Scheduler,
    work: Work,
    index: number,
    key: string | undefined,
    item: unknown,
  ) {
    super(owner, host, work, index, key);
    this.item = item;
  }
}
