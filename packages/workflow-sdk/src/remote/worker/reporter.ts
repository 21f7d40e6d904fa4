import { isError, type LogFields, type Logger } from "@millrace/protocol";
import type { MaybePromise, Payload } from "@millrace/protocol/payload";
import type { failure } from "@millrace/protocol/temporal";
import type { DataConverter } from "../../data-converter.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import { wireFailure } from "../../wire/failure/wire-failure.ts";
import type { ActivityCalls } from "./activity-calls.ts";
import { isNotFound, isTooLarge } from "./call-errors.ts";
import type { Heartbeats } from "./heartbeats.ts";
import type { Outcome } from "./outcome.ts";
import { sizeOf, tooLarge } from "./payload-limit.ts";

/** What it takes to tell the server something. */
export interface Reporting {
  readonly calls: ActivityCalls;
  readonly dataConverter: DataConverter;
  /** The most that the namespace takes of payloads; `Infinity` for no limit. */
  readonly blobLimitBytes: number;
  readonly logger: Logger;
}

/** Details as they were recorded: converted, but not through the codecs. */
export type RecordedHeartbeats = Heartbeats<MaybePromise<readonly Payload[]>>;

/** Tells the server how one attempt ended. */
export class Reporter {
  readonly #reporting: Reporting;
  readonly #task: ActivityTask;
  readonly #heartbeats: RecordedHeartbeats;

  constructor(reporting: Reporting, task: ActivityTask, heartbeats: RecordedHeartbeats) {
    this.#reporting = reporting;
    this.#task = task;
    this.#heartbeats = heartbeats;
  }

  /** Never rejects: an end that cannot be reported is logged, and the attempt times out. */
  async report(outcome: Outcome): Promise<void> {
    try {
      await this.#report(outcome);
    } catch (err) {
      const fields = { ...this.#fields(), err };
      const { logger } = this.#reporting;
      // A report that arrived, and whose answer got lost, is answered so when it is sent again.
      if (isNotFound(err)) logger.debug(fields, "the server does not wait for the end of an activity any more");
      else logger.error(fields, "the end of an activity could not be reported; the server will time it out");
    }
  }

  async #report(outcome: Outcome): Promise<void> {
    // A cancellation has no place for details; a failure takes them along; with a result nobody needs them.
    if (outcome.kind === "cancelled") await this.#heartbeats.flush();
    else this.#heartbeats.stop();
    switch (outcome.kind) {
      case "unreported":
        return;
      case "completed":
        return this.#completed(outcome.result);
      case "failed":
        return this.#failed(outcome.error);
      case "cancelled":
        return this.#cancelled(outcome.details);
    }
  }

  async #completed(result: unknown): Promise<void> {
    const { calls, dataConverter } = this.#reporting;
    let payloads: readonly Payload[];
    try {
      payloads = await dataConverter.toPayloads([result], this.#task.serialization);
    } catch (error) {
      return this.#failedInstead(error, "the result cannot be converted; the attempt of the activity fails");
    }
    await this.#orTooLarge("the result", payloads, () => calls.complete(this.#task, payloads));
  }

  async #cancelled(details: readonly unknown[]): Promise<void> {
    const { calls, dataConverter } = this.#reporting;
    let payloads: readonly Payload[];
    try {
      payloads = await dataConverter.toPayloads(details, this.#task.serialization);
    } catch (error) {
      return this.#failedInstead(
        error,
        "what the cancellation tells cannot be converted; the attempt of the activity fails",
      );
    }
    await this.#orTooLarge("what the cancellation tells", payloads, () => calls.cancel(this.#task, payloads));
  }

  /** Fails the attempt instead, if the server does not take the payloads. */
  async #orTooLarge(what: string, payloads: readonly Payload[], call: () => Promise<void>): Promise<void> {
    const { blobLimitBytes } = this.#reporting;
    const bytes = sizeOf(payloads);
    const why = `${what} cannot be sent; the attempt of the activity fails`;
    if (bytes > blobLimitBytes) return this.#failedInstead(tooLarge(what, bytes, blobLimitBytes), why);
    try {
      await call();
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      await this.#failedInstead(tooLarge(what, bytes), why);
    }
  }

  /** The activity's code knows nothing of this failure, and neither does the log so far. */
  async #failedInstead(err: unknown, why: string): Promise<void> {
    this.#reporting.logger.warn({ ...this.#fields(), err }, why);
    await this.#failed(err);
  }

  async #failed(error: unknown): Promise<void> {
    const { calls } = this.#reporting;
    const cause = await this.#failureOf(error);
    try {
      await calls.fail(this.#task, cause, await this.#lastDetails());
    } catch (refusal) {
      if (!isTooLarge(refusal)) throw refusal;
      const message = `the activity failed, and its failure is larger than the server takes: ${cause.message.slice(0, 1000)}`;
      await calls.fail(
        this.#task,
        await this.#failureOf(ApplicationFailure.retryable(message, "PayloadsTooLarge")),
        [],
      );
    }
  }

  async #failureOf(error: unknown): Promise<failure.Failure> {
    const { dataConverter } = this.#reporting;
    try {
      return wireFailure(await dataConverter.encodeFailure(error, this.#task.serialization));
    } catch (cause) {
      // Such as details that cannot be converted. That it failed, and how, must not be lost with them.
      const { message, type, nonRetryable } = ApplicationFailure.fromError(error);
      const plain = new ApplicationFailure(`${message} (and it could not be converted: ${textOf(cause)})`, {
        type,
        nonRetryable,
      });
      return wireFailure(await dataConverter.encodeFailure(plain, this.#task.serialization));
    }
  }

  #fields(): LogFields {
    const { activityType, activityId, attempt } = this.#task;
    return { activityType, activityId, attempt };
  }

  async #lastDetails(): Promise<readonly Payload[]> {
    const { dataConverter, blobLimitBytes } = this.#reporting;
    try {
      const details = await dataConverter.encode((await this.#heartbeats.last) ?? [], this.#task.serialization);
      return sizeOf(details) > blobLimitBytes ? [] : details;
    } catch {
      // The activity failed for another reason, or for this one, and then it is known.
      return [];
    }
  }
}

const textOf = (error: unknown): string => (isError(error) ? error.message : String(error));
