import type { LogFields } from "@millrace/protocol";
import { drive, type MaybePromise, type Payload } from "@millrace/protocol/payload";
import { ActivityCancellation, type ActivityCancelReason, type CancelOptions } from "../../activity-cancellation.ts";
import { runWithContext } from "../../activity-context.ts";
import type { RegisteredActivity } from "../../activity-definitions.ts";
import { executeThrough, type ActivityExecuteInput } from "../../activity-interceptors.ts";
import { AttemptContext } from "../../attempt-context.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import { encodeAll } from "../../wire/convert-values.ts";
import { heartbeatIntervalMs, Heartbeats } from "./heartbeats.ts";
import { LocalTimeouts } from "./local-timeouts.ts";
import { outcomeOfError, outcomeOfResult, type Outcome } from "./outcome.ts";
import { Reporter, type RecordedHeartbeats, type Reporting } from "./reporter.ts";
import { sendHeartbeat } from "./send-heartbeat.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** One attempt of an activity, from the task to the report of how it ended. */
export class Attempt {
  readonly task: ActivityTask;
  readonly #settings: WorkerSettings;
  readonly #reporting: Reporting;
  readonly #onFreed: (attempt: Attempt) => void;
  readonly #cancellation = new ActivityCancellation();
  readonly #heartbeats: RecordedHeartbeats;
  readonly #timeouts: LocalTimeouts;
  #context: AttemptContext | undefined;
  /** The activity's code has ended; what it left behind is not heard any more. */
  #ended = false;
  #freed = false;

  /** @param onFreed called once, when the attempt's slot is free for another. */
  constructor(task: ActivityTask, settings: WorkerSettings, reporting: Reporting, onFreed: (attempt: Attempt) => void) {
    this.task = task;
    this.#settings = settings;
    this.#reporting = reporting;
    this.#onFreed = onFreed;
    const { clock } = settings;
    this.#heartbeats = new Heartbeats({
      clock,
      intervalMs: heartbeatIntervalMs(task.heartbeatTimeoutMs),
      send: (details) => this.#sendHeartbeat(details),
    });
    this.#timeouts = new LocalTimeouts({ ...task, clock, onTimeout: (kind) => this.#timeOut(kind) });
  }

  /** Whether the activity's code has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Never rejects: what goes wrong is the activity's failure, or is logged. */
  async run(): Promise<void> {
    try {
      const outcome = await this.#perform();
      this.#ended = true;
      this.#timeouts.stop();
      this.#logEnd(outcome);
      await new Reporter(this.#reporting, this.task, this.#heartbeats).report(outcome);
    } catch (err) {
      this.#settings.logger.error({ ...this.#fields(), err }, "an activity could not be brought to its end");
    } finally {
      this.#free();
    }
  }

  cancel(reason: ActivityCancelReason, options?: CancelOptions): void {
    const tell = (): void => this.#cancellation.cancel(reason, options);
    // Who listens to the signal is inside of the activity.
    if (this.#context === undefined) tell();
    else runWithContext(this.#context, tell);
    // Otherwise heartbeats go on: an activity may take its time to end.
    if (reason === "NOT_FOUND" || reason === "TIMED_OUT") this.#heartbeats.stop();
  }

  async #perform(): Promise<Outcome> {
    const activity = this.#settings.activities.get(this.task.activityType);
    if (activity === undefined) return { kind: "failed", error: this.#unknownActivity() };
    try {
      return outcomeOfResult(await this.#call(activity), this.#cancellation);
    } catch (error) {
      return outcomeOfError(error, this.#cancellation);
    }
  }

  async #call(activity: RegisteredActivity): Promise<unknown> {
    const { client, dataConverter, interceptors, executor, asyncExecutor, logger } = this.#settings;
    const { serialization, input, heartbeatDetails, headers, activityType } = this.task;
    const args = await dataConverter.fromPayloads(input, serialization);
    const details =
      heartbeatDetails.length === 0 ? [] : await dataConverter.fromPayloads(heartbeatDetails, serialization);
    const context = new AttemptContext({
      facts: () => this.task.facts(details),
      cancellation: this.#cancellation,
      logger,
      heartbeat: (values) => this.#heartbeat(values),
      client,
    });
    this.#context = context;
    context.interceptors = interceptors.map((create) => create(context));
    const execute = (given: ActivityExecuteInput): unknown =>
      (activity.isAsync ? asyncExecutor : executor).run({
        activityType,
        args: given.args,
        context,
        call: () => activity.call(...given.args),
      });
    const decoded = interceptors.length === 0 ? headers : await dataConverter.decodeFields(headers, serialization);
    return runWithContext(context, executeThrough, context.interceptors, { args, headers: decoded }, execute);
  }

  #heartbeat(values: readonly unknown[]): void {
    if (this.#ended || this.#freed) return;
    const { serialization: context } = this.task;
    const details = drive(encodeAll(values, { converter: this.#settings.dataConverter.payloadConverter, context }));
    // A failure is dealt with when the details are sent, if they are.
    if (details instanceof Promise) details.catch(() => undefined);
    this.#heartbeats.record(details);
  }

  async #sendHeartbeat(details: MaybePromise<readonly Payload[]>): Promise<void> {
    const answer = await sendHeartbeat(this.#reporting, this.task, details);
    if (answer.recorded) this.#timeouts.heartbeatRecorded();
    if (answer.reason !== undefined) this.cancel(answer.reason, answer);
  }

  /** The code may go on for ever, but nobody waits for it any more. */
  #timeOut(kind: string): void {
    const fields = { ...this.#fields(), timeout: kind };
    this.#settings.logger.warn(fields, "an activity has timed out; it is cancelled, and its result will be dropped");
    this.cancel("TIMED_OUT");
    this.#free();
  }

  #logEnd(outcome: Outcome): void {
    const { logger } = this.#settings;
    const fields = this.#fields();
    if (outcome.kind !== "failed") logger.debug({ ...fields, outcome: outcome.kind }, "an activity ended");
    else if (isExpected(outcome.error))
      logger.debug({ ...fields, err: outcome.error }, "an activity failed as expected");
    else logger.warn({ ...fields, err: outcome.error }, "an activity failed");
  }

  #free(): void {
    if (this.#freed) return;
    this.#freed = true;
    this.#heartbeats.stop();
    this.#timeouts.stop();
    this.#onFreed(this);
  }

  #fields(): LogFields {
    const { activityType, activityId, attempt } = this.task;
    return { activityType, activityId, attempt };
  }

  #unknownActivity(): ApplicationFailure {
    const { activityType } = this.task;
    const { activities, taskQueue } = this.#settings;
    const known = [...activities.keys()].sort().join(", ");
    const message = `the worker of task queue '${taskQueue}' has no activity '${activityType}'; it has ${known}`;
    return ApplicationFailure.retryable(message, "NotFoundError");
  }
}

const isExpected = (error: unknown): boolean => error instanceof ApplicationFailure && error.category === "BENIGN";
