import { checkOptions, createRunnable } from "@millrace/protocol";
import type { CloseOptions, Runnable, RunOptions, RunState } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";
import { runActivityWorker } from "./remote/worker/activity-worker.ts";
import type { WorkerClient } from "./worker-client.ts";
import { workerSettings, type WorkerOptions } from "./worker-options.ts";

/**
 * Runs the activities of a task queue.
 *
 * `await worker.run({ signal })` works until the signal aborts. Or in parts: `await using worker = await new
 * Worker(client, options).start()`. A worker works once.
 *
 * When it shuts down it stops polling, lets activities end for `graceMs`, then cancels them with the reason
 * `WORKER_SHUTDOWN`; what ends by it is reported as failed, so that another worker tries again. Process signals are the
 * program's own: `handleProcessSignals(worker)` of `@millrace/protocol`.
 */
export class Worker implements Runnable {
  readonly taskQueue: string;
  readonly #name: string;
  readonly #runnable: Runnable;
  readonly #serving = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;

  /**
   * Connects to nothing yet.
   *
   * @throws `WORKFLOW_ACTIVITY_NOT_CALLABLE` naming what is no activity, `WORKFLOW_WORKER_IDLE`,
   * `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
   */
  constructor(client: WorkerClient, options: WorkerOptions) {
    const settings = workerSettings(client, options);
    this.taskQueue = settings.taskQueue;
    this.#name = `worker of task queue '${settings.taskQueue}'`;
    const { clock, graceMs } = settings;
    this.#runnable = createRunnable((scope) => runActivityWorker(settings, scope, () => this.#serving.resolve()), {
      name: this.#name,
      clock,
      graceMs,
      // It knows by itself what to wait for, and says what it waited for in vain.
      forceMs: Infinity,
    });
    // Who only runs the worker gets its failure from there.
    this.#serving.promise.catch(() => undefined);
  }

  /** `idle`, `running`, `draining` (finishes what it has), `closed`; `failed` if it could not go on. */
  get state(): RunState {
    return this.#runnable.state;
  }

  /**
   * Resolves when the first polls are on their way. How the work ends is told by {@link run}, before or after it.
   *
   * @throws the server's error for a namespace that it does not know or that the caller may not use;
   * `WORKFLOW_WORKER_EXISTS`, `WORKFLOW_WORKER_CLOSED`
   */
  async start(): Promise<this> {
    this.run().then(
      // No effect, unless it was shut down before it polled.
      () => this.#serving.reject(this.#closedBefore()),
      (error: unknown) => this.#serving.reject(error),
    );
    await this.#serving.promise;
    return this;
  }

  /**
   * Works until it is shut down, or the signal aborts.
   *
   * @throws what {@link start} throws; `WORKFLOW_WORKER_POLL_REFUSED` if the server refuses its polls for longer than a
   * minute; `WORKFLOW_WORKER_STOP_TIMEOUT` if activities ignored their cancellation, or the server answered no report
   */
  async run(options: RunOptions = {}): Promise<void> {
    if (this.#running === undefined) return (this.#running = this.#runnable.run(options));
    checkOptions(options, ["signal"], `run of the ${this.#name}`);
    const { signal } = options;
    const onAbort = (): void => void this.shutdown();
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    return this.#running.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  /**
   * Stops polling and resolves when everything in hand has ended. Calling it again is harmless; a shorter grace then
   * shortens the wait, and 0 cancels at once. Never rejects: how the work ended is told by {@link run}.
   */
  shutdown(options: CloseOptions = {}): Promise<void> {
    return this.#runnable.close(options);
  }

  /** {@link shutdown}, under the name that all runnables have. */
  close(options: CloseOptions = {}): Promise<void> {
    return this.shutdown(options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  #closedBefore(): WorkflowSdkError {
    return new WorkflowSdkError(
      "WORKFLOW_WORKER_CLOSED",
      `the ${this.#name} was shut down before it polled; make a new one`,
    );
  }
}
