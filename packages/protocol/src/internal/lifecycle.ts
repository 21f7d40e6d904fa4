import type { CancelTimer } from "../clock.ts";
import { checkNumber, checkOptions } from "../options.ts";
import { ProtocolError } from "../protocol-error.ts";
import type { CloseOptions, Runnable, RunnableOptions, RunOptions, RunScope, RunState } from "../runnable.ts";
import { deferred } from "./deferred.ts";

/** The state machine behind `createRunnable`. */
export class Lifecycle implements Runnable {
  readonly #work: (scope: RunScope) => void | Promise<void>;
  readonly #options: Required<RunnableOptions>;
  readonly #stopping = new AbortController();
  readonly #forced = new AbortController();
  /** Rejects when the work is given up. */
  readonly #abandoned = deferred<never>();
  /** Resolves when the work has ended, however it did. */
  readonly #ended = deferred<void>();
  #state: RunState = "idle";
  #wasRun = false;
  #forceAtMs = Infinity;
  #cancelTimer: CancelTimer | undefined;

  constructor(work: (scope: RunScope) => void | Promise<void>, options: Required<RunnableOptions>) {
    this.#work = work;
    this.#options = options;
  }

  get state(): RunState {
    return this.#state;
  }

  async run(options: RunOptions = {}): Promise<void> {
    checkOptions(options, ["signal"], `run of ${this.#options.name}`);
    if (this.#wasRun) {
      const message = `${this.#options.name} was run before (it is ${this.#state}); create a new one for each run`;
      throw new ProtocolError("PROTOCOL_ALREADY_RUN", message);
    }
    this.#wasRun = true;
    if (options.signal?.aborted) await this.close();
    if (this.#state !== "idle") return;

    this.#state = "running";
    const onAbort = (): void => void this.close();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    try {
      await Promise.race([this.#call(), this.#abandoned.promise]);
      this.#state = "closed";
    } catch (error) {
      const stopped = this.#isStop(error);
      this.#state = stopped ? "closed" : "failed";
      if (!stopped) throw error;
    } finally {
      options.signal?.removeEventListener("abort", onAbort);
      this.#cancelTimer?.();
      this.#ended.resolve();
    }
  }

  close(options: CloseOptions = {}): Promise<void> {
    checkOptions(options, ["graceMs"], `close of ${this.#options.name}`);
    const { graceMs = this.#options.graceMs } = options;
    checkNumber(graceMs, "graceMs", `close of ${this.#options.name}`, { min: 0 });
    if (this.#state === "idle") {
      this.#state = "closed";
      this.#ended.resolve();
    } else if (this.#state === "running" || this.#state === "draining") {
      this.#state = "draining";
      this.#forceWithin(graceMs);
      this.#stopping.abort();
    }
    return this.#ended.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #call(): Promise<void> {
    await this.#work({ stopping: this.#stopping.signal, forced: this.#forced.signal });
  }

  #forceWithin(graceMs: number): void {
    const { clock } = this.#options;
    const forceAtMs = clock.monotonic() + graceMs;
    if (this.#forced.signal.aborted || forceAtMs >= this.#forceAtMs) return;
    this.#forceAtMs = forceAtMs;
    this.#cancelTimer?.();
    if (graceMs === 0) this.#force();
    else this.#cancelTimer = clock.setTimer(graceMs, () => this.#force());
  }

  #force(): void {
    const { name, graceMs, forceMs, clock } = this.#options;
    this.#cancelTimer = clock.setTimer(forceMs, () => {
      const message = `${name} did not stop within ${forceMs} ms of being forced; its work must return when 'forced' aborts`;
      this.#abandoned.reject(new ProtocolError("PROTOCOL_STOP_TIMEOUT", message, { details: { graceMs, forceMs } }));
    });
    this.#stopping.abort();
    this.#forced.abort();
  }

  #isStop(error: unknown): boolean {
    if (!this.#stopping.signal.aborted) return false;
    const reasons = [this.#stopping.signal.reason, this.#forced.signal.reason];
    return reasons.includes(error) || (error instanceof Error && error.name === "AbortError");
  }
}
