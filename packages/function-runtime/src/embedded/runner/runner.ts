import type { Logger } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import type { EntityPlace } from "../../platform.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import type { EmbeddedPlatform } from "../embedded-platform.ts";
import { notFound, placeOf, placeText } from "../store/place.ts";
import { Reaper } from "./reaper.ts";
import { failureOfError } from "./run-failure.ts";
import { RunExecution, type ExecutionContext } from "./run-execution.ts";
import { RunStatesWriter } from "./run-states-writer.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { sealedSpec } from "./sealed-spec.ts";
import { sentErrorOf } from "./sent-error.ts";
import { Slots } from "./slots.ts";
import { StopReason } from "./stop-reason.ts";

/** Executes runs in child processes of this one, a few at a time. */
export class Runner {
  readonly #context: ExecutionContext;
  readonly #executions = new Map<string, RunExecution>();

  constructor(core: EmbeddedCore, platform: EmbeddedPlatform, logger: Logger, options: RunnerOptions) {
    this.#context = {
      core,
      platform,
      logger,
      options,
      slots: new Slots(options.concurrency),
      reaper: new Reaper(logger),
    };
  }

  /** Begins to execute a run that was just made, or that is to begin again. Gives it as it is when it is in line. */
  async start(run: EntityRecord): Promise<EntityRecord> {
    const writer = new RunStatesWriter(this.#context.core, placeOf("run", run));
    let ready: EntityRecord;
    try {
      const isNew = run.status.state !== "RESUME";
      if (isNew) await writer.built(await sealedSpec(this.#context.core, run));
      ready = isNew ? await writer.to("READY") : run;
    } catch (error) {
      return writer.to("ERROR", { message: failureOfError(sentErrorOf(error)).message });
    }
    const key = placeText(writer.place);
    const execution = new RunExecution(ready, writer, this.#context);
    this.#executions.set(key, execution);
    // A run that was resumed meanwhile has another one.
    void execution.ended.then(() => this.#executions.get(key) === execution && this.#executions.delete(key));
    return ready;
  }

  /** Whether it has this run, from its start until its final state. */
  has(run: EntityPlace): boolean {
    return this.#executions.has(placeText(run));
  }

  /** Ends a run. Gives it as it is once that has begun. */
  async stop(run: EntityPlace): Promise<EntityRecord> {
    await this.#executions.get(placeText(run))?.stop(new StopReason("stop", "the run was stopped"));
    const record = await this.#context.core.entities.read(run);
    if (record === undefined) throw notFound(run);
    return record;
  }

  /** Ends a run that is about to be deleted, whatever it is doing, and waits for its end. */
  async discard(run: EntityPlace): Promise<void> {
    const execution = this.#executions.get(placeText(run));
    await execution?.stop(new StopReason("discard", "the run was deleted"));
    await execution?.ended;
  }

  /** Ends all runs and waits for their end. */
  async close(): Promise<void> {
    // A run may begin others while it is being stopped.
    while (this.#executions.size > 0) {
      await Promise.all(
        [...this.#executions].map(async ([key, execution]) => {
          await execution.stop(new StopReason("stop", "the platform was closed"));
          await execution.ended;
          if (this.#executions.get(key) === execution) this.#executions.delete(key);
        }),
      );
    }
    this.#context.reaper.close();
  }
}
