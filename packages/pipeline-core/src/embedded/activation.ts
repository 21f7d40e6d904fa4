import { childLogger, type CancelTimer, type Clock, type LogFields, type Logger } from "@millrace/protocol";
import type { BoundRun } from "@millrace/protocol/context";
import type { OutputCapture } from "../capture-output.ts";
import { PipelineError } from "../errors.ts";
import type { Args } from "../graph.ts";
import type { Parameters } from "../parameters.ts";
import { isResult } from "../result.ts";
import type { RunContext, StageContext } from "../stage-context.ts";
import { stageDefaults, type StageOptions } from "../stage-options.ts";
import type { StageTable } from "../stage-table.ts";
import type { Variables } from "../variables.ts";
import { isThenable } from "../internal/is-thenable.ts";
import { messageOf } from "../internal/message-of.ts";
import type { Deadlines, Timed } from "./deadlines.ts";
import { Lease } from "./lease.ts";
import type { Slots } from "./slots.ts";

/** Who started an activation: it says what to run, and is told how an attempt ended. */
export interface ActivationOwner {
  /** The arguments of the function; called inside of the stage's context. */
  bind(activation: Activation): Args;
  call(args: Args, activation: Activation): unknown;
  settle(activation: Activation, outcome: Outcome, value: unknown): void;
}

/** `unbound`: an input could not be determined; not worth a retry. */
export type Outcome = "succeeded" | "failed" | "unbound" | "cancelled";

/** What activations of one run share. */
export interface ActivationHost {
  /** Calls a function inside of a stage's context. */
  readonly enter: BoundRun<StageContext>;
  readonly context: RunContext;
  readonly deadlines: Deadlines;
  readonly slots: Slots;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Absent unless the run captures what stages print. */
  readonly capture?: OutputCapture | undefined;
}

/** What an activation runs. */
export interface Work {
  /** Id of the stage. */
  readonly id: string;
  readonly options: StageOptions;
  /** It has no slot: what it contains has. */
  readonly container: boolean;
  readonly loggedArgs: readonly string[];
}

/** Why an attempt is being ended from outside, or was. */
interface Ending {
  readonly outcome: "failed" | "cancelled";
  readonly reason: unknown;
}

/**
 * One attempt of one stage, or of one item of a map. It is the context that the function sees, so that a stage costs
 * one object; the signal is made only when somebody reads it.
 */
export class Activation implements StageContext, Timed {
  readonly work: Work;
  readonly host: ActivationHost;
  readonly mapIndex: number | undefined;
  readonly mapKey: string | undefined;
  readonly attempt: number;
  readonly #owner: ActivationOwner;
  deadline = 0;
  #args: Args | undefined;
  #controller: AbortController | undefined;
  #ending: Ending | undefined;
  #cancelGrace: CancelTimer | undefined;
  #lease: Lease | undefined;
  #done = false;

  /** @param attempt 1 for the first */
  constructor(
    owner: ActivationOwner,
    host: ActivationHost,
    work: Work,
    attempt: number,
    mapIndex?: number,
    mapKey?: string,
  ) {
    this.#owner = owner;
    this.host = host;
    this.work = work;
    this.attempt = attempt;
    this.mapIndex = mapIndex;
    this.mapKey = mapKey;
  }

  get runId(): string {
    return this.host.context.runId;
  }
  get pipeline(): string {
    return this.host.context.pipeline;
  }
  get parameters(): Parameters {
    return this.host.context.parameters;
  }
  get variables(): Variables {
    return this.host.context.variables;
  }
  get stages(): StageTable {
    return this.host.context.stages;
  }
  get stage(): string {
    return this.work.id;
  }
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#ending !== undefined) this.#controller.abort(this.#ending.reason);
    }
    return this.#controller.signal;
  }
  get logger(): Logger {
    return childLogger(this.host.logger, this.logFields());
  }

  logFields(): LogFields {
    const { id: stage, loggedArgs } = this.work;
    const args = this.#args;
    return {
      stage,
      attempt: this.attempt,
      ...(this.mapIndex === undefined ? {} : { map_index: this.mapIndex }),
      ...(this.mapKey === undefined ? {} : { map_key: this.mapKey }),
      ...(loggedArgs.length === 0 || args === undefined
        ? {}
        : { in: Object.fromEntries(loggedArgs.map((arg) => [arg, args[arg]])) }),
    };
  }

  /** Begins the attempt, in a slot that its owner took for it. The owner is told of its end, possibly before this returns. */
  begin(now: number): void {
    let result: unknown;
    let pending = false;
    try {
      result = this.host.enter(this, invoke, this);
      if (isThenable(result)) {
        pending = true;
        // Only a promise can be trusted to settle once and not to throw from then().
        Promise.resolve(result).then(
          (value) => (this.#done ? this.#late("value") : this.#fulfilled(value)),
          (error: unknown) => (this.#done ? this.#late(error) : this.#rejected(error)),
        );
      }
    } catch (error) {
      this.#end(this.#args === undefined ? "unbound" : "failed", error);
      return;
    }
    const { timeoutMs } = this.work.options;
    if (!pending) this.#fulfilled(result);
    else if (timeoutMs !== undefined && !this.#done) this.host.deadlines.add(this, timeoutMs, now);
  }

  /** Determines the arguments and calls the function; runs inside of the stage's context. */
  invoke(): unknown {
    this.#args = this.#owner.bind(this);
    return this.#owner.call(this.#args, this);
  }

  /** The attempt has taken longer than `timeoutMs`. */
  expire(): void {
    const { timeoutMs } = this.work.options;
    this.interrupt(
      "failed",
      new PipelineError(
        "PIPELINE_STAGE_TIMEOUT",
        `${this.#name()} took longer than ${timeoutMs} ms; raise timeoutMs, or make it end when its signal aborts`,
        {
          details: { stage: this.stage, timeoutMs, attempt: this.attempt },
        },
      ),
    );
  }

  /**
   * Ends the attempt from outside: aborts the signal and waits up to `graceMs` for the function to end. A function that
   * never read its signal cannot react, so nothing is waited for. What a container contains has graces of its own.
   */
  interrupt(outcome: "failed" | "cancelled", reason: unknown): void {
    if (this.#done || this.#ending?.outcome === "cancelled") return;
    this.#cancelGrace?.();
    this.deadline = 0;
    this.#ending = { outcome, reason };
    if (this.#controller === undefined) {
      this.#end(outcome, reason);
      return;
    }
    const { container, options } = this.work;
    const { graceMs = stageDefaults.graceMs } = options;
    if (!container) this.#cancelGrace = this.host.clock.setTimer(graceMs, () => this.#end(outcome, reason));
    this.#controller.abort(reason);
  }

  /** Tells whoever uses its signal that nobody waits for them, and nothing else. */
  abort(reason: unknown): void {
    this.#controller?.abort(reason);
  }

  /** True until the attempt has ended. */
  get running(): boolean {
    return !this.#done;
  }

  /** What `promise` gives. Others may have the slot until then. */
  waitFor<T>(promise: Promise<T>): Promise<T> {
    if (this.#done || this.work.container) return promise;
    this.#lease ??= new Lease(this.host.slots, this.work.options.limit);
    return this.#lease.waitFor(promise);
  }

  /** Gives back the slot that the owner took. */
  leave(): void {
    if (this.#lease === undefined) this.host.slots.release(this.work.options.limit);
    else this.#lease.end();
  }

  #fulfilled(value: unknown): void {
    if (this.#ending !== undefined) this.#end(this.#ending.outcome, this.#ending.reason);
    else if (this.work.options.results === "unwrap") this.#unwrap(value);
    else this.#end("succeeded", value);
  }

  /** Takes the value out of a Result, or the error. */
  #unwrap(value: unknown): void {
    let outcome: Outcome = "succeeded";
    let content = value;
    try {
      if (isResult(value) && value.ok) {
        content = value.value;
      } else if (isResult(value) && !value.ok) {
        outcome = "failed";
        content = this.#returned(value.error);
      }
    } catch (error) {
      outcome = "failed";
      content = error;
    }
    this.#end(outcome, content);
  }

  #returned(cause: unknown): PipelineError {
    const message = `${this.#name()} returned an error: ${messageOf(cause)}`;
    return new PipelineError("PIPELINE_STAGE_RETURNED_ERROR", message, { cause, details: { stage: this.stage } });
  }

  #rejected(error: unknown): void {
    if (this.#ending !== undefined) this.#end(this.#ending.outcome, this.#ending.reason);
    else this.#end("failed", error);
  }

  #end(outcome: Outcome, value: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.deadline = 0;
    this.#cancelGrace?.();
    this.host.capture?.flush(this);
    this.#owner.settle(this, outcome, value);
  }

  #late(outcome: unknown): void {
    this.host.logger.warn(
      { stage: this.stage, ...(outcome === "value" ? {} : { err: outcome }) },
      "a stage ended after it had been given up; its result is ignored",
    );
  }

  #name(): string {
    if (this.mapIndex === undefined) return `stage '${this.stage}'`;
    return `${itemName(this.mapIndex, this.mapKey)} of map '${this.stage}'`;
  }
}

/** How messages name an item of a map. */
export const itemName = (index: number, key: string | undefined): string =>
  key === undefined ? `item ${index}` : `item ${index} ('${key}')`;

const invoke = (activation: Activation): unknown => activation.invoke();
