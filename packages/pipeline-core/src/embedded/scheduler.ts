import { type CancelTimer, type Clock, type Logger, silentLogger, systemClock } from "@millrace/protocol";
import type { BoundRun } from "@millrace/protocol/context";
import { ExitPipeline } from "../exit-pipeline.ts";
import type { OutputCapture } from "../capture-output.ts";
import type { Args } from "../graph.ts";
import { EventFeed, type EventBody } from "../observe/event-feed.ts";
import type { ObservedOptions } from "../observe/observe-run.ts";
import type { Parameters } from "../parameters.ts";
import { stageSlot, type RunContext, type StageContext } from "../stage-context.ts";
import type { StageStatus } from "../status.ts";
import type { Variables } from "../variables.ts";
import { Activation, type ActivationHost, type ActivationOwner, type Outcome } from "./activation.ts";
import { Deadlines } from "./deadlines.ts";
import { judge } from "./judge.ts";
import { Pace } from "./pace.ts";
import type { Plan } from "./plan.ts";
import { PlanNode } from "./plan-node.ts";
import { FifoQueue, OrderedQueue, type ReadyQueue } from "./ready-queue.ts";
import { decideRetry } from "./retry.ts";
import { brokenRun, runError } from "./run-error.ts";
import { code, RunRecord } from "./run-record.ts";
import { Slots } from "./slots.ts";
import { stageTable } from "./stage-table.ts";
import { OpenStream } from "./stream.ts";
import { markUnstarted } from "./unstarted.ts";
import { bindStage, callStage } from "./work.ts";

/** A failed stage that waits for its next attempt. */
interface WaitingRetry {
  readonly node: PlanNode;
  /** What its last attempt failed with. */
  readonly error: unknown;
  readonly cancelTimer: CancelTimer;
}

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

  readonly #feed: EventFeed;
  readonly #origin: number;
  readonly #waits: Int32Array;
  readonly #queue: ReadyQueue;
  readonly #active: (Activation | undefined)[] = [];
  /** Streams that are being read, by the stage that gives them. */
  readonly #streams = new Map<number, OpenStream>();
  readonly #retries = new Map<number, WaitingRetry>();
  readonly #resolve: (record: RunRecord) => void;
  #running = 0;
  /** Stages waiting for a limit. */
  #parked = 0;
  #started = false;
  /** A part of the run is being done; see {@link step}. */
  #busy = false;
  readonly #resume = (): void => this.#drain();
  readonly #pace = new Pace(this.#resume);
  /** No stage of this run has failed or been skipped, so plain stages need no judgement. */
  #clean = true;
  /** Set once nothing new may start, and why. */
  #stopping: "failed" | "exited" | "cancelled" | undefined;
  #exit: ExitPipeline | undefined;
  #cancelReason: unknown;
  #refusal: Error | undefined;
  /** The engine itself threw: nobody knows any more what runs. */
  #broken = false;
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
    this.#feed = new EventFeed(this.context, this.clock, this.logger, options.onEvent);
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
    this.step(() => {
      this.#pace.start();
      this.emit({ type: "run_started", report: this.record });
      this.#started = true;
      for (let index = 0; index < this.#waits.length; index++) if (this.#waits[index] === 0) this.#enqueue(index);
    });
  }

  /** Ends a run that cannot start: nothing runs, and the report says why. */
  refuse(error: Error): void {
    this.step(() => {
      this.emit({ type: "run_started", report: this.record });
      this.#started = true;
      this.#refusal = error;
      this.#stop("failed");
    });
  }

  /** Ends the run from outside: nothing new starts, running stages are aborted. */
  cancel(reason: unknown): void {
    if (this.record.status !== "running" || this.#stopping === "cancelled") return;
    this.step(() => {
      this.#cancelReason = reason;
      this.#stop("cancelled");
      this.#interruptAll(reason);
    });
  }

  /**
   * Does a part of the run: everything that happens to it from outside comes through here. Parts may be nested, as when
   * a listener cancels the run; stages that became ready start when the outermost is done. What is thrown ends the run.
   */
  step(part: () => void): void {
    const outermost = !this.#busy;
    this.#busy = true;
    try {
      part();
    } catch (error) {
      this.#break(error);
    }
    if (!outermost) return;
    this.#busy = false;
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
    this.#feed.emit(event);
  }

  progress(node: PlanNode, done: number, total: number | undefined, mapKey: string | undefined): void {
    if (!this.#feed.heard) return;
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
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#queue.size > 0 && this.#stopping === undefined && !this.#pace.paused) {
        if (this.slots.full) {
          this.slots.whenFree(this.#resume);
          break;
        }
        this.#admit(this.#queue.shift());
        this.#pace.count();
      }
    } catch (error) {
      this.#break(error);
    }
    this.#busy = false;
    this.#checkEnd();
  }

  /** Starts a ready stage, now or when its limit has room. */
  #admit(index: number): void {
    const node = new PlanNode(this.plan, index);
    if (!this.#clean || !node.plain) {
      const verdict = judge(node, this.plan.edges.into(index), this.record);
      if (verdict !== undefined) {
        this.#complete(node, verdict.status, undefined, verdict.error);
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
      this.step(() => {
        this.#parked--;
        if (this.#stopping === undefined) this.#begin(node);
        else this.slots.release(limit);
      });
    });
  }

  #begin(node: PlanNode): void {
    const { index } = node;
    const { record } = this;
    const now = this.clock.monotonic();
    if (Number.isNaN(record.started[index])) record.started[index] = now - this.#origin;
    record.statusCodes[index] = code.running;
    const attempt = (record.attempts[index] as number) + 1;
    record.attempts[index] = attempt;
    const activation = new Activation(this, this, node, attempt);
    this.#running++;
    if (this.#feed.heard) this.emit({ type: "stage_started", stage: node.stage.id, attempt });
    // Whoever heard that may have cancelled the run.
    if (this.#stopping === "cancelled") {
      this.settle(activation, "cancelled", this.#cancelReason);
      return;
    }
    this.#active[index] = activation;
    activation.begin(now);
  }

  bind(activation: Activation): Args {
    return bindStage(activation.work as PlanNode, this);
  }

  call(args: Args, activation: Activation): unknown {
    return callStage(activation.work as PlanNode, args, activation, this);
  }

  settle(activation: Activation, outcome: Outcome, value: unknown): void {
    this.step(() => {
      const node = activation.work as PlanNode;
      try {
        if (!this.#broken) this.#conclude(node, activation, outcome, value);
      } finally {
        if (!node.container) activation.leave();
      }
    });
  }

  #conclude(node: PlanNode, activation: Activation, outcome: Outcome, value: unknown): void {
    this.#running--;
    if (outcome === "succeeded") this.#succeeded(node, activation, value);
    else if (outcome === "cancelled") this.#complete(node, "cancelled", undefined, value);
    else this.#failed(node, activation, outcome, value);
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
        // Another attempt would give it the same.
        this.#failed(node, activation, "unbound", error);
        return;
      }
    }
    this.#complete(node, "succeeded", value);
  }

  /** A streaming map: its consumer may start now; the stage ends when the stream does. */
  #hold(node: PlanNode, stream: OpenStream): void {
    const { index } = node;
    const { record } = this;
    record.values[index] = stream.items;
    record.streaming.add(index);
    this.#streams.set(index, stream);
    this.#release(node);
    void stream.ended.then(({ outcome, error }) => {
      this.step(() => {
        if (this.#broken) return;
        this.#streams.delete(index);
        record.streaming.delete(index);
        if (ExitPipeline.is(error)) this.#exitBy(node, error, true);
        else this.#complete(node, outcome, stream.items, error, true);
      });
    });
  }

  #failed(node: PlanNode, { attempt, work }: Activation, outcome: Outcome, failure: unknown): void {
    const { index, id } = node;
    if (ExitPipeline.is(failure)) {
      this.#exitBy(node, failure);
      return;
    }
    const final = outcome === "unbound" || this.#stopping !== undefined;
    const { delayMs, error } = final
      ? { delayMs: undefined, error: failure }
      : decideRetry(`stage '${id}'`, work.options.retry, attempt, failure);
    if (delayMs === undefined) {
      this.#complete(node, "failed", undefined, error);
      return;
    }
    this.record.statusCodes[index] = code.ready;
    this.#active[index] = undefined;
    const cancelTimer = this.clock.setTimer(delayMs, () => {
      this.step(() => {
        this.#retries.delete(index);
        this.#enqueue(index);
      });
    });
    this.#retries.set(index, { node, error, cancelTimer });
    this.emit({ type: "stage_retrying", stage: id, attempt, delayMs, error });
  }

  #exitBy(node: PlanNode, error: ExitPipeline, released = false): void {
    this.#exit ??= error;
    const status = error.error ? "failed" : "succeeded";
    this.#complete(node, status, error.value, error.error ? error : undefined, released);
    this.#stop("exited");
    if (this.options.onExit === "abort") this.#interruptAll(error);
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
      this.#closeStreamsInto(index);
    }
    if (this.#feed.heard) this.#emitFinished(node, status, error);
    if (status === "failed" && !this.plan.edges.forgiven(index) && !ExitPipeline.is(error)) this.#onFailure(error);
    if (!released) this.#release(node);
  }

  /** A consumer that ended otherwise than well reads no further; others may have handed their stream on. */
  #closeStreamsInto(index: number): void {
    for (const [from, stream] of this.#streams) if (this.plan.edges.dependentsOf(from).includes(index)) stream.close();
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
    const waiting = [...this.#retries.values()];
    this.#retries.clear();
    for (const { cancelTimer } of waiting) cancelTimer();
    // Their last attempt has failed, and there is no other to come.
    for (const { node, error } of waiting)
      this.#complete(node, why === "cancelled" ? "cancelled" : "failed", undefined, error);
  }

  /** Streams first, so that their consumers' end does not count as theirs. */
  #interruptAll(reason: unknown): void {
    for (const stream of this.#streams.values()) stream.interrupt(reason);
    for (const activation of this.#active) if (activation?.running === true) activation.interrupt("cancelled", reason);
  }

  /** Ends the run at once, whatever seems to be running. */
  #break(cause: unknown): void {
    if (this.#broken || this.record.status !== "running") return;
    this.#broken = true;
    this.#started = true;
    this.#refusal ??= brokenRun(this.record, cause);
    this.#stopping ??= "failed";
    try {
      this.#stop("failed");
      this.#interruptAll(this.#refusal);
    } catch {
      // What broke the run may break its end, too; the first cause is told.
    }
  }

  #checkEnd(): void {
    if (!this.#started || this.record.status !== "running" || this.#busy) return;
    if (this.#broken) {
      this.#finish();
      return;
    }
    if (this.#running > 0 || this.#pace.paused) return;
    const more = this.#queue.size > 0 || this.#retries.size > 0 || this.#parked > 0;
    if (more && this.#stopping === undefined) return;
    if (this.#streams.size === 0) this.#finish();
    else for (const stream of this.#streams.values()) stream.close();
  }

  #finish(): void {
    const { record } = this;
    if (this.#stopping !== undefined) {
      const rest = this.#stopping === "cancelled" ? "cancelled" : "not_run";
      markUnstarted(record.statusCodes, this.plan.edges, rest, (index, status) => this.#mark(index, status));
    }
    const exitedWell = this.#exit !== undefined && !this.#exit.error;
    if (this.#stopping !== "cancelled" && !this.#failedHard && this.#exit?.error !== true)
      this.#refusal ??= record.unreadableOutput();
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

  #mark(index: number, status: StageStatus): void {
    this.record.statusCodes[index] = code[status];
    if (this.#feed.heard) this.#emitFinished(new PlanNode(this.plan, index), status, undefined);
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
