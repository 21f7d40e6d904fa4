import { setMaxListeners } from "node:events";
import { enums, workflowservice } from "@millrace/protocol/temporal";
import { noRetries } from "../connection/retry-rules.ts";
import { poll, type PollerSettings } from "./poller.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** How long a server may take to answer the polls of a worker that has said goodbye, and the goodbye itself. */
const goodbyeMs = 5_000;

/** A worker's polls, from the first to the last. */
export class Polling {
  readonly #worker: WorkerSettings;
  readonly #stopping = new AbortController();
  readonly #dropped = new AbortController();
  readonly #failed = Promise.withResolvers<unknown>();
  readonly #ended: Promise<unknown>;

  constructor(worker: WorkerSettings, parts: Omit<PollerSettings, "worker" | "stopping" | "dropped">) {
    this.#worker = worker;
    const ends = worker.connection.until(this.#dropped.signal);
    const signals = { stopping: this.#stopping.signal, dropped: ends.signal };
    setMaxListeners(0, signals.stopping);
    const polls = Array.from({ length: worker.pollers }, () => poll({ ...parts, ...signals, worker }));
    const ended = Promise.all(polls.map((each) => each.catch((error: unknown) => this.#failed.resolve(error))));
    this.#ended = ended.finally(() => ends[Symbol.dispose]());
  }

  /** Resolves with the error, if the server refuses the polls. */
  get failed(): Promise<unknown> {
    return this.#failed.promise;
  }

  /**
   * Resolves when no poll is open any more. A server that answers the last polls of a leaving worker is waited for, so
   * that a task on its way is not lost until it times out.
   */
  async stop(answersLastPolls: boolean): Promise<void> {
    this.#stopping.abort();
    if (!answersLastPolls) this.drop();
    const cancelTimer = this.#worker.clock.setTimer(goodbyeMs, () => this.drop());
    if (!(await this.#sayGoodbye())) this.drop();
    await this.#ended;
    cancelTimer();
  }

  /** Gives up polls that are open. */
  drop(): void {
    this.#stopping.abort();
    this.#dropped.abort();
  }

  /** Tells the server that nobody is there any more; false if it does not hear it. */
  async #sayGoodbye(): Promise<boolean> {
    const { connection, namespace, identity, instanceKey, taskQueue, logger } = this.#worker;
    const request = {
      namespace,
      identity,
      workerInstanceKey: instanceKey,
      reason: "graceful shutdown",
      taskQueue,
      taskQueueTypes: [enums.TaskQueueType.ACTIVITY],
    };
    const options = { timeoutMs: goodbyeMs, retry: noRetries };
    try {
      await connection.call(workflowservice.WorkflowService.method.shutdownWorker, request, options);
      return true;
    } catch (err) {
      // Older servers do not know the call, and a server that is away need not know.
      logger.debug({ err, taskQueue }, "the server was not told that the worker leaves");
      return false;
    }
  }
}
