import { type Clock, type Logger, silentLogger, systemClock } from "@millrace/protocol";
import type { BoundRun } from "@millrace/protocol/context";
import { PipelineError } from "../errors.ts";
import type { PipelineEvent, PipelineListener } from "../events.ts";
import { ExitPipeline } from "../exit-pipeline.ts";
import type { OutputCapture } from "../capture-output.ts";
import type { ObservedOptions } from "../observe/observe-run.ts";
import type { Args } from "../graph.ts";
import type { Parameters } from "../parameters.ts";
import { stageSlot, type RunContext, type StageContext } from "../stage-context.ts";
import type { StageStatus } from "../status.ts";
import type { Variables } from "../variables.ts";
import { Activation, type ActivationHost, type ActivationOwner, type Outcome } from "./activation.ts";
import { Deadlines } from "./deadlines.ts";
import type { Edge } from "./edges.ts";
import { judge } from "./judge.ts";
import type { Plan } from "./plan.ts";
import { PlanNode } from "./plan-node.ts";
import { FifoQueue, OrderedQueue, type ReadyQueue } from "./ready-queue.ts";
import { retryDelay } from "./retry.ts";
import { code, RunRecord } from "./run-record.ts";
import { Slots } from "./slots.ts";
import { stageTable } from "./stage-table.ts";
import { OpenStream } from "./stream.ts";
import { bindStage, callStage } from "./work.ts";

/** Longest time, in milliseconds, that stages run without giving timers, signals and input their turn. */
const sliceMs = 10;
/** Stages that start before promises of those that have ended are looked after. */
const breath = 64;

/**
 * Runs one plan once. Counters of unfinished upstream stages and a first-in-first-out queue of ready ones: no polling,
 * no scan, no promise for a stage that returns at once. This is the hot path; a stage costs about a microsecond.
 */
export class Scheduler implements ActivationOwner, ActivationHost {
  readonly plan: Plan;
  readonly record: RunRecord;
  readonly context: RunContext;
  readonly options: ObservedOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly capture: OutputCapture | undefined;
  readonly slots: Slots;
  readonly deadlines: Deadlines;
  readonly enter: BoundRun<StageContext> = stageSlot.bindRun();
  readonly ended: Promise<RunRecord>;

  readonly #listeners: readonly PipelineListener[];
  readonly #unheard: PipelineEvent[] = [];
  readonly #origin: number;
  readonly #waits: Int32Array;
  readonly #queue: ReadyQueue;
  readonly #active: (Activation | undefined)[] = [];
  readonly #streams = new Set<OpenStream>();
  readonly #resolve: (record: RunRecord) => void;
  #running = 0;
  /** Retries waiting for their delay, and stages waiting for a limit. */
  #delayed = new Set<() => void>();
  #parked = 0;
  #started = false;
  #draining = false;
  readonly #resume = (): void => {
    this.#breathing = false;
    this.#drain();
  };
  /** Stages wait until promises have settled, or the event loop has had its turn. */
  #breathing = false;
  #begun = 0;
  #sliceEnd = 0;
  /** No stage of this run has failed or been skipped, so plain stages need no judgement. */
  #clean = true;
  /** Set once nothing new may start, and why. */
  #stopping: "failed" | "exited" | "cancelled" | undefined;
  #exit: ExitPipeline | undefined;
  #cancelReason: unknown;
  #refusal: Error | undefined;
  /** A stage failed, and somebody needed it. */
  #failedHard = false;
  readonly #ownsDeadlines: boolean;

  constructor(plan: Plan, parameters: Parameters, variables: Variables, options: ObservedOptions, parent?: Scheduler) {
    this.plan = plan;
    this.options = options;
    this.clock = options.clock ?? systemClock;
    const runId = options.runId ?? crypto.randomUUID();
    this.record = new RunRecord(plan, runId, parameters, this.clock);
    this.context = { runId, pipeline: plan.graph.name, parameters, variables, stages: stageTable(plan, this.record) };
    this.logger = options.logger ?? silentLogger;
    this.capture = options.capture;
    const { concurrency = Number.POSITIVE_INFINITY, limits } = options;
    this.slots = parent?.slots ?? new Slots(concurrency, limits);
    this.#queue =
      concurrency === Number.POSITIVE_INFINITY ? new FifoQueue(plan.graph.nodes.length) : new OrderedQueue();
    this.deadlines = parent?.deadlines ?? new Deadlines(this.clock);
    this.#ownsDeadlines = parent === undefined;
    this.#listeners =
      options.onEvent === undefined ? [] : typeof options.onEvent === "function" ? [options.onEvent] : options.onEvent;
    this.#origin = this.clock.monotonic();
    this.#waits = plan.edges.waits.slice();
    this.#active.length = plan.graph.nodes.length;
    const { promise, resolve } = Promise.withResolvers<RunRecord>();
    this.ended = promise;
    this.#resolve = resolve;
  }

  /** The scheduler of a sub-pipeline: it shares slots and deadlines. */
  child(plan: Plan, parameters: Parameters, variables: Variables, options: ObservedOptions): Scheduler {
    return new Scheduler(plan, parameters, variables, options, this);
  }

  start(): void {
    this.#started = true;
    this.#sliceEnd = performance.now() + sliceMs;
    this.emit({ type: "run_started", report: this.record });
    for (let index = 0; index < this.#waits.length; index++) if (this.#waits[index] === 0) this.#enqueue(index);
    this.#drain();
  }

  /** Ends a run that cannot start: nothing runs, and the report says why. */
  refuse(error: Error): void {
    this.emit({ type: "run_started", report: this.record });
    this.#refusal = error;
    this.#stop("failed");
    this.#finish();
  }

  /** Ends the run from outside: nothing new starts, running stages are aborted. */
  cancel(reason: unknown): void {
    if (this.record.status !== "running" || this.#stopping === "cancelled") return;
    this.#cancelReason = reason;
    this.#stop("cancelled");
    this.#interruptAll(reason);
    this.#drain();
  }

  /** The outputs of a run that has ended; throws why there are none. */
  outputs(): Readonly<Record<string, unknown>> {
    // The reason of an abort is the caller's own and passes through as it is.
    // oxlint-disable-next-line typescript/only-throw-error
    if (this.record.status === "cancelled") throw this.#cancelReason ?? this.record.error;
    if (this.record.error !== undefined) throw this.record.error;
    return this.record.outputs;
  }

  emit(event: EventBody): void {
    if (this.#listeners.length === 0) return;
    const full = {
      runId: this.context.runId,
      pipeline: this.context.pipeline,
      time: this.clock.now(),
      ...event,
    } as PipelineEvent;
    // A listener may cause further events, for one by cancelling the run; they wait until all have heard this one.
    this.#unheard.push(full);
    if (this.#unheard.length > 1) return;
    for (let next = this.#unheard[0]; next !== undefined; next = this.#unheard[0]) {
      for (const listener of this.#listeners) this.#tell(listener, next);
      this.#unheard.shift();
    }
  }

  #tell(listener: PipelineListener, event: PipelineEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.logger.error({ err: error, event: event.type }, "an event listener threw; the run goes on");
    }
  }

  progress(node: PlanNode, done: number, total: number | undefined, mapKey: string | undefined): void {
    if (this.#listeners.length === 0) return;
    this.emit({
      type: "stage_progress",
      stage: node.stage.id,
      done,
      total,
      ...(mapKey === undefined ? {} : { mapKey }),
    });
  }

  #enqueue(index: number): void {
    this.record.statusCodes[index] = code.ready;
    this.#queue.push(index);
  }

  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    while (this.#queue.size > 0 && this.#stopping === undefined && !this.#breathing) {
      if (this.slots.full) {
        this.slots.whenFree(this.#resume);
        break;
      }
      this.#admit(this.#queue.shift());
      if (++this.#begun % breath === 0) this.#breathe();
    }
    this.#draining = false;
    this.#checkEnd();
  }

  /** Lets promises settle, so that what has ended is let go of, and timers and input have their turn once in a slice. */
  #breathe(): void {
    this.#breathing = true;
    if (performance.now() < this.#sliceEnd) {
      queueMicrotask(this.#resume);
      return;
    }
    setImmediate(() => {
      this.#sliceEnd = performance.now() + sliceMs;
      this.#resume();
    });
  }

  /** Starts a ready stage, now or when its limit has room. */
  #admit(index: number): void {
    const node = new PlanNode(this.plan, index);
    if (!this.#clean || !node.plain) {
      const verdict = judge(node, this.plan.edges.into(index), this.record);
      if (verdict !== undefined) {
        this.#complete(node, verdict);
        return;
      }
    }
    const { limit } = node.options;
    if (node.container || this.slots.tryAcquire(limit)) {
      this.#begin(node);
      return;
    }
    this.#parked++;
    this.slots.acquire(limit, () => {
      this.#parked--;
      if (this.#stopping !== undefined || this.record.status !== "running") {
        this.slots.release(limit);
        return;
      }
      this.#begin(node);
      this.#drain();
    });
  }

  #begin(node: PlanNode): void {
    const { index } = node;
    const { record } = this;
    const now = this.clock.monotonic();
    if (Number.isNaN(record.started[index])) record.started[index] = now - this.#origin;
    record.statusCodes[index] = code.running;
    const activation = (this.#active[index] ??= new Activation(this, this, node));
    record.attempts[index] = activation.attempt + 1;
    if (this.#listeners.length > 0)
      this.emit({ type: "stage_started", stage: node.stage.id, attempt: activation.attempt + 1 });
    this.#running++;
    activation.begin(now);
  }

  bind(activation: Activation): Args {
    return bindStage(activation.work as PlanNode, this);
  }

  call(args: Args, activation: Activation): unknown {
    return callStage(activation.work as PlanNode, args, activation, this);
  }

  settle(activation: Activation, outcome: Outcome, value: unknown): void {
    const node = activation.work as PlanNode;
    this.#running--;
    if (outcome === "succeeded") this.#succeeded(node, activation, value);
    else if (outcome === "cancelled") this.#complete(node, "cancelled", undefined, value);
    else this.#failed(node, activation, outcome, value);
    if (!node.container) this.slots.release(node.options.limit);
    if (!this.#draining) this.#drain();
  }

  #succeeded(node: PlanNode, activation: Activation, value: unknown): void {
    if (value instanceof OpenStream) {
      this.#hold(node, value);
      return;
    }
    const { outputMapper } = node.stage;
    if (outputMapper !== undefined) {
      try {
        this.record.mapped.set(
          node.index,
          outputMapper(value, (message) => activation.logger.warn({}, message)),
        );
      } catch (error) {
        this.#complete(node, "failed", undefined, error);
        return;
      }
    }
    this.#complete(node, "succeeded", value);
  }

  /** A streaming map: its consumer may start now; the stage ends when the stream does. */
  #hold(node: PlanNode, stream: OpenStream): void {
    this.record.values[node.index] = stream.items;
    this.record.streaming.add(node.index);
    this.#streams.add(stream);
    this.#release(node);
    const end = (status: "succeeded" | "failed", error?: unknown): void => {
      this.#streams.delete(stream);
      this.record.streaming.delete(node.index);
      this.#complete(node, this.#stopping === "cancelled" ? "cancelled" : status, stream.items, error, true);
      this.#drain();
    };
    stream.ended.then(
      () => end("succeeded"),
      (error: unknown) => end("failed", error),
    );
  }

  #failed(node: PlanNode, activation: Activation, outcome: Outcome, error: unknown): void {
    if (ExitPipeline.is(error)) {
      this.#exit ??= error;
      this.#complete(node, error.error ? "failed" : "succeeded", error.value, error.error ? error : undefined);
      this.#stop("exited");
      if (this.options.onExit === "abort") this.#interruptAll(error);
      return;
    }
    const { retry } = activation.work.options;
    const delayMs =
      outcome === "unbound" || this.#stopping !== undefined
        ? undefined
        : retryDelay(retry, activation.attempt, error, Math.random);
    if (delayMs === undefined) {
      this.#complete(node, "failed", undefined, error);
      return;
    }
    this.emit({ type: "stage_retrying", stage: node.stage.id, attempt: activation.attempt, delayMs, error });
    this.record.statusCodes[node.index] = code.ready;
    const cancel = this.clock.setTimer(delayMs, () => {
      this.#delayed.delete(cancel);
      this.#enqueue(node.index);
      this.#drain();
    });
    this.#delayed.add(cancel);
  }

  #complete(node: PlanNode, status: StageStatus, value?: unknown, error?: unknown, released = false): void {
    const { index } = node;
    const { record } = this;
    record.statusCodes[index] = code[status];
    record.ended[index] = this.clock.monotonic() - this.#origin;
    this.#active[index] = undefined;
    if (status === "succeeded") record.values[index] = value;
    else {
      this.#clean = false;
      if (error !== undefined) record.errors.set(index, error);
    }
    if (this.#listeners.length > 0) this.#emitFinished(node, status, error);
    if (status === "failed" && !this.plan.edges.forgiven(index) && !ExitPipeline.is(error)) this.#onFailure(error);
    if (!released) this.#release(node);
  }

  #release(node: PlanNode): void {
    const waits = this.#waits;
    const { dependents, dependentStarts } = this.plan.edges;
    const end = dependentStarts[node.index + 1] as number;
    for (let at = dependentStarts[node.index] as number; at < end; at++) {
      const dependent = dependents[at] as number;
      const left = (waits[dependent] as number) - 1;
      waits[dependent] = left;
      if (left === 0) this.#enqueue(dependent);
    }
  }

  #onFailure(error: unknown): void {
    this.#failedHard = true;
    const { onFailure = "stop" } = this.options;
    if (onFailure === "continue") return;
    this.#stop("failed");
    if (onFailure === "abort") this.#interruptAll(error);
  }

  #stop(why: "failed" | "exited" | "cancelled"): void {
    if (this.#stopping === undefined || why === "cancelled") this.#stopping = why;
    for (const cancel of this.#delayed) cancel();
    this.#delayed.clear();
  }

  #interruptAll(reason: unknown): void {
    for (const activation of this.#active) if (activation?.running === true) activation.interrupt("cancelled", reason);
    for (const stream of this.#streams) stream.close();
  }

  #checkEnd(): void {
    if (!this.#started || this.record.status !== "running" || this.#running > 0 || this.#breathing || this.#draining)
      return;
    const more = this.#queue.size > 0 || this.#delayed.size > 0 || this.#parked > 0;
    if (more && this.#stopping === undefined) return;
    if (this.#streams.size > 0) {
      for (const stream of this.#streams) stream.close();
      return;
    }
    this.#finish();
  }

  #finish(): void {
    const { record } = this;
    if (this.#stopping !== undefined) this.#markUnstarted();
    const exitedWell = this.#exit !== undefined && !this.#exit.error;
    record.status =
      this.#stopping === "cancelled"
        ? "cancelled"
        : this.#failedHard || this.#refusal !== undefined || this.#exit?.error === true
          ? "failed"
          : exitedWell
            ? "exited"
            : "succeeded";
    record.endedAt = record.startedAt + (this.clock.monotonic() - this.#origin);
    record.error = this.#refusal ?? runError(record, this.#exit);
    if (this.#ownsDeadlines) this.deadlines.clear();
    this.emit({ type: "run_finished", status: record.status, report: record });
    this.#resolve(record);
  }

  /** Names what became of the stages that never started. */
  #markUnstarted(): void {
    const { statusCodes } = this.record;
    const { edges } = this.plan;
    const unstarted = (index: number): boolean =>
      statusCodes[index] === code.pending || statusCodes[index] === code.ready;
    const affected = [...statusCodes.keys()].filter((index) => statusCodes[index] === code.failed);
    for (const failed of affected) {
      for (const dependent of edges.dependentsOf(failed)) {
        const needs = ({ from, kind }: Edge): boolean => from === failed && kind !== "tolerant" && kind !== "order";
        if (!unstarted(dependent) || !edges.into(dependent).some(needs)) continue;
        this.#mark(dependent, "upstream_failed");
        affected.push(dependent);
      }
    }
    const rest: StageStatus = this.#stopping === "cancelled" ? "cancelled" : "not_run";
    for (const index of statusCodes.keys()) if (unstarted(index)) this.#mark(index, rest);
  }

  #mark(index: number, status: StageStatus): void {
    this.record.statusCodes[index] = code[status];
    if (this.#listeners.length > 0) this.#emitFinished(new PlanNode(this.plan, index), status, undefined);
  }

  #emitFinished(node: PlanNode, status: StageStatus, error: unknown): void {
    const { started, ended, attempts } = this.record;
    const duration = (ended[node.index] ?? Number.NaN) - (started[node.index] ?? Number.NaN);
    this.emit({
      type: "stage_finished",
      stage: node.stage.id,
      status,
      attempt: attempts[node.index] ?? 0,
      durationMs: Number.isNaN(duration) ? undefined : duration,
      ...(error === undefined ? {} : { error }),
    });
  }
}

type EventBody = PipelineEvent extends infer Event
  ? Event extends PipelineEvent
    ? Omit<Event, "runId" | "pipeline" | "time"> & Partial<Pick<Event, "runId" | "pipeline">>
    : never
  : never;

function runError(record: RunRecord, exit: ExitPipeline | undefined): PipelineError | undefined {
  if (record.status === "cancelled") {
    return new PipelineError("PIPELINE_RUN_CANCELLED", `pipeline '${record.pipeline}' was cancelled`, { run: record });
  }
  if (record.status !== "failed") return undefined;
  const { failures, pipeline } = record;
  if (exit?.error === true) {
    return new PipelineError(
      "PIPELINE_RUN_EXITED",
      `pipeline '${pipeline}' was ended with an error by stage '${failures[0]?.stage ?? ""}': ${exit.message}`,
      { cause: exit, run: record, failures },
    );
  }
  const shown = failures
    .slice(0, 3)
    .map(
      ({ stage, attempt, error }) =>
        `stage '${stage}' failed on attempt ${attempt}: ${error instanceof Error ? error.message : String(error)}`,
    );
  const more = failures.length > shown.length ? ` (and ${failures.length - shown.length} more)` : "";
  return new PipelineError("PIPELINE_RUN_FAILED", `pipeline '${pipeline}' failed: ${shown.join("; ")}${more}`, {
    cause: failures[0]?.error,
    run: record,
    failures,
  });
}
