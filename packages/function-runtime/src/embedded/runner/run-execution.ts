import { childLogger, sleep, type Logger } from "@millrace/protocol";
import type { EntityRecord, EntityStatus, JsonObject } from "../../entity.ts";
import { actionOf, type Action } from "../../kinds.ts";
import type { RunState } from "../../run-states.ts";
import { warnOfIdleFields } from "../../task-fields.ts";
import { warnOfOtherNode } from "../../warn-of-other-node.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import type { EmbeddedPlatform } from "../embedded-platform.ts";
import { stateOf } from "../store/changed-record.ts";
import type { RunLog } from "../store/run-log.ts";
import { nodeFlags } from "./child-command.ts";
import { childEnv } from "./child-env.ts";
import { ChildLife, type ChildEnd, type ChildOptions } from "./child-life.ts";
import type { ReadyMessage } from "./child-messages.ts";
import { childWork } from "./child-work.ts";
import { escalate } from "./escalate.ts";
import { Masker } from "../../masker.ts";
import { heapLimit } from "./memory-limit.ts";
import { retryWaitMs, retriesOf } from "./retries.ts";
import { coded, failureOf, failureOfError, type RunFailure } from "./run-failure.ts";
import type { Reaper } from "./reaper.ts";
import { rememberImage } from "./remember-image.ts";
import type { RunStatesWriter } from "./run-states-writer.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { sentErrorOf } from "./sent-error.ts";
import type { Slots } from "./slots.ts";
import { StopReason } from "./stop-reason.ts";

export interface ExecutionContext {
  readonly core: EmbeddedCore;
  readonly platform: EmbeddedPlatform;
  readonly options: RunnerOptions;
  readonly slots: Slots;
  readonly reaper: Reaper;
  readonly logger: Logger;
}

/** Longer timers would fire at once: 24 days. */
const longestTimerMs = 2 ** 31 - 1;

/** What becomes of a run, before it is written. */
interface Verdict {
  readonly state: RunState;
  readonly status?: EntityStatus;
}

/** One run under way: waits for a place, executes it in processes, and writes what became of it. */
export class RunExecution {
  /** Resolves when the run has its last state, whatever that is. Never rejects. */
  readonly ended: Promise<void>;
  readonly #context: ExecutionContext;
  readonly #writer: RunStatesWriter;
  readonly #run: EntityRecord;
  readonly #action: Action;
  readonly #stop = new AbortController();
  #phase: "waiting" | "running" | "finishing" = "waiting";
  /** The writing of the state that says that the run is to stop. */
  #stopping: Promise<unknown> | undefined;

  constructor(run: EntityRecord, writer: RunStatesWriter, context: ExecutionContext) {
    this.#run = run;
    this.#writer = writer;
    this.#context = context;
    this.#action = actionOf(run.kind);
    this.ended = this.#go();
  }

  /** Ends the run: its function by its signal, its process by force if that does not help. */
  async stop(reason: StopReason): Promise<void> {
    if (this.#phase === "finishing" || this.#stop.signal.aborted) return;
    if (this.#phase === "running" && reason.how === "stop") this.#stopping = this.#writer.to("STOP");
    this.#stop.abort(reason);
    await this.#stopping;
  }

  async #go(): Promise<void> {
    const { core, logger } = this.#context;
    try {
      const log = await core.logs.open(this.#writer.place);
      const verdict = await this.#inSlot(log).catch((error: unknown) => this.#lost(error, log));
      log.system(`the run is ${verdict.state}`);
      await core.logs.close(this.#writer.place, log).catch((error: unknown) => {
        logger.error({ error, run: this.#run.id }, "the log of a run could not be written");
      });
      await this.#stopping;
      await this.#writer.final(verdict.state, verdict.status);
    } catch (error) {
      logger.error({ error, run: this.#run.id }, "what became of a run could not be written");
      const { message } = failureOfError(sentErrorOf(error));
      // If this cannot be written either, the error above is all that there is to say.
      await this.#writer.final("ERROR", { message }).catch(() => undefined);
    }
  }

  async #inSlot(log: RunLog): Promise<Verdict> {
    const { slots, options } = this.#context;
    // A service lasts; it must not keep jobs from their turn.
    const isCounted = this.#action !== "serve";
    if (isCounted && slots.isFull) {
      await this.#writer.to("PENDING", { message: `waits until one of ${options.concurrency} runs has ended` });
    }
    const leave = isCounted ? await slots.take(this.#stop.signal) : () => undefined;
    try {
      if (leave === undefined || this.#stop.signal.aborted) return await this.#stopped();
      const run = await this.#writer.to("RUNNING");
      this.#phase = "running";
      return await this.#attempts(run, log);
    } finally {
      leave?.();
    }
  }

  async #attempts(run: EntityRecord, log: RunLog): Promise<Verdict> {
    const logger = childLogger(this.#context.logger, { run: run.id });
    warnOfIdleFields(run.spec, "local", logger);
    // Jobs say so themselves, in their log.
    if (this.#action === "serve") warnOfOtherNode(run.spec, logger);
    const attempts = this.#action === "job" ? retriesOf(run.spec) + 1 : 1;
    const deadline = this.#watchDeadline(run.spec);
    try {
      const { env, secrets } = await childEnv(this.#context.core, run);
      const masker = new Masker(secrets);
      const heapMiB = heapLimit(run.spec["resources"]);
      for (let attempt = 1; ; attempt += 1) {
        if (this.#stop.signal.aborted) return await this.#stopped();
        log.system(attempts === 1 ? "the run begins" : `attempt ${attempt} of ${attempts} begins`);
        const end = await this.#attempt({ run, env, heapMiB, log, masker });
        if (this.#stop.signal.aborted) return await this.#stopped();
        const failure = failureOf(end, heapMiB);
        // From here on it is too late to stop it.
        if (failure === undefined || attempt === attempts) this.#phase = "finishing";
        if (failure === undefined) return await this.#completed(end);
        const message = masker.mask(failure.message);
        for (const line of masker.mask(failure.stack ?? failure.message).split("\n")) log.system(line);
        if (attempt === attempts) return failed({ ...failure, message }, attempts);
        const waitMs = retryWaitMs(attempt, this.#context.options);
        log.system(`attempt ${attempt} of ${attempts} failed; the next begins in ${waitMs} ms`);
        await this.#writer.note({ message: `attempt ${attempt} of ${attempts} failed: ${message}` });
        await sleep(waitMs, { signal: this.#stop.signal }).catch(() => undefined);
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  async #attempt(parts: {
    readonly run: EntityRecord;
    readonly env: ChildOptions["env"];
    readonly heapMiB: number | undefined;
    readonly log: RunLog;
    readonly masker: Masker;
  }): Promise<ChildEnd> {
    const { run, env, heapMiB, log, masker } = parts;
    const { platform, reaper, options } = this.#context;
    const { entry, orders, release } = await childWork(run, platform, this.#stop.signal);
    const life = new ChildLife({
      entry,
      orders,
      env,
      flags: nodeFlags(heapMiB),
      platform,
      reaper,
      log,
      masker,
      exitGraceMs: options.killGraceMs,
      onReady: (ready) => this.#ready(run, ready, log),
    });
    const graces = this.#action === "serve" ? { ...options, stopGraceMs: options.drainMs } : options;
    const ends = escalate(life, this.#stop.signal, graces);
    try {
      return await life.ended;
    } finally {
      ends();
      await release();
    }
  }

  #ready(run: EntityRecord, { url, port }: ReadyMessage, log: RunLog): void {
    log.system(`the service answers at ${url}`);
    const host = new URL(url).host;
    const type = run.spec["service_type"] ?? "ClusterIP";
    // The platform's addresses have no scheme.
    const service = { name: run.id, type, url: host, urls: [host], ports: [{ port }] };
    this.#writer.note({ service }).catch((error: unknown) => {
      this.#context.logger.error({ error, run: this.#run.id }, "the address of a service could not be written");
    });
  }

  #watchDeadline(spec: JsonObject): NodeJS.Timeout | undefined {
    const seconds = spec["active_deadline_seconds"];
    if (typeof seconds !== "number") return undefined;
    const message = `the run took longer than its deadline of ${seconds * 1000} ms`;
    return setTimeout(
      () => void this.stop(new StopReason("deadline", message)),
      Math.min(seconds * 1000, longestTimerMs),
    );
  }

  /** What the reason of {@link stop} makes of the run. */
  async #stopped(): Promise<Verdict> {
    const { how, message } = this.#stop.signal.reason as StopReason;
    if (how === "deadline") return failed(coded("FUNCTION_RUN_DEADLINE", message), undefined);
    await this.#stopping;
    const state = stateOf((await this.#context.core.entities.read(this.#writer.place)) ?? this.#run);
    if (state === "STOP") return { state: "STOPPED", status: { message } };
    if (state === "RUNNING") {
      await this.#writer.to("STOP");
      return { state: "STOPPED", status: { message } };
    }
    // The state machine lets only what runs be stopped.
    return failed(coded("FUNCTION_RUN_STOPPED", `${message}, before it began`), undefined);
  }

  async #completed({ told }: ChildEnd): Promise<Verdict> {
    const { outputs = {}, results = {} } = told !== undefined && "products" in told ? told.products : {};
    if (this.#action === "build") await rememberImage(this.#context.core, this.#run, outputs["image"]);
    return { state: "COMPLETED", status: { outputs, results } };
  }

  /** The runner itself failed: a secret without a value, a full disk. */
  async #lost(error: unknown, log: RunLog): Promise<Verdict> {
    // What was under way when it was to end may fail because of that.
    if (this.#stop.signal.aborted) return this.#stopped();
    this.#phase = "finishing";
    const failure = failureOfError(sentErrorOf(error));
    log.system(failure.message);
    return failed(failure, undefined);
  }
}

function failed({ message, exitCode }: RunFailure, attempts: number | undefined): Verdict {
  const status = {
    message,
    ...(exitCode === undefined ? {} : { exit_code: exitCode }),
    ...(attempts === undefined ? {} : { attempts }),
  };
  return { state: "ERROR", status };
}
