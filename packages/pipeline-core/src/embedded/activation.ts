import { childLogger, type Clock, type LogFields, type Logger } from "@millrace/protocol";
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
import { isThenable } from "./iterate.ts";
import type { Deadlines, Timed } from "./deadlines.ts";

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
  readonly loggedArgs: readonly string[];
}

/**
 * One stage, or one item of a map, of one run, through all of its attempts. It is the context that the function sees,
 * so that a stage costs one object; the signal is made only when somebody reads it.
 */
export class Activation implements StageContext, Timed {
  readonly work: Work;
  readonly host: ActivationHost;
  readonly mapIndex: number | undefined;
  readonly mapKey: string | undefined;
  readonly #owner: ActivationOwner;
  attempt = 0;
  deadline = 0;
  #args: Args | undefined;
  #controller: AbortController | undefined;
  /** Why this attempt is being ended from outside. */
  #ending: { readonly outcome: Outcome; readonly reason: unknown; readonly cancelGrace: () => void } | undefined;
  #done = true;

  constructor(owner: ActivationOwner, host: ActivationHost, work: Work, mapIndex?: number, mapKey?: string) {
    this.#owner = owner;
    this.host = host;
    this.work = work;
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
    return (this.#controller ??= new AbortController()).signal;
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

  /** Begins the next attempt. The owner is told of its end, possibly before this returns. */
  begin(now: number): void {
    this.attempt++;
    this.#done = false;
    this.#ending = undefined;
    this.#controller = undefined;
    this.#args = undefined;
    let result: unknown;
    try {
      result = this.host.enter(this, invoke, this);
    } catch (error) {
      this.#end(this.#args === undefined ? "unbound" : "failed", error);
      return;
    }
    if (!isThenable(result)) {
      this.#fulfilled(result);
      return;
    }
    const { timeoutMs } = this.work.options;
    if (timeoutMs !== undefined) this.host.deadlines.add(this, timeoutMs, now);
    const attempt = this.attempt;
    // Only a promise can be trusted to settle once and not to throw from then().
    const promise = result instanceof Promise ? result : Promise.resolve(result);
    promise.then(
      (value) => (attempt === this.attempt && !this.#done ? this.#fulfilled(value) : this.#late("value")),
      (error: unknown) => (attempt === this.attempt && !this.#done ? this.#rejected(error) : this.#late(error)),
    );
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
   * never read its signal cannot react, so nothing is waited for.
   */
  interrupt(outcome: "failed" | "cancelled", reason: unknown): void {
    if (this.#done || this.#ending?.outcome === "cancelled") return;
    this.#ending?.cancelGrace();
    this.deadline = 0;
    if (this.#controller === undefined) {
      this.#end(outcome, reason);
      return;
    }
    const graceMs = this.work.options.graceMs ?? stageDefaults.graceMs;
    this.#ending = {
      outcome,
      reason,
      cancelGrace: this.host.clock.setTimer(graceMs, () => this.#end(outcome, reason)),
    };
    this.#controller.abort(reason);
  }

  /** True from the start of an attempt to its end. */
  get running(): boolean {
    return !this.#done;
  }

  #fulfilled(value: unknown): void {
    if (this.#ending !== undefined) this.#end(this.#ending.outcome, this.#ending.reason);
    else if (this.work.options.results !== "unwrap" || !isResult(value)) this.#end("succeeded", value);
    else if (value.ok) this.#end("succeeded", value.value);
    else {
      const message = value.error instanceof Error ? value.error.message : String(value.error);
      this.#end(
        "failed",
        new PipelineError("PIPELINE_STAGE_RETURNED_ERROR", `${this.#name()} returned an error: ${message}`, {
          cause: value.error,
          details: { stage: this.stage },
        }),
      );
    }
  }

  #rejected(error: unknown): void {
    if (this.#ending !== undefined) this.#end(this.#ending.outcome, this.#ending.reason);
    else this.#end("failed", error);
  }

  #end(outcome: Outcome, value: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.deadline = 0;
    this.#ending?.cancelGrace();
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
