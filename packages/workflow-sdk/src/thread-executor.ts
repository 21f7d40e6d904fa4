import { setMaxListeners } from "node:events";
import { availableParallelism } from "node:os";
import type { WorkerOptions as NodeWorkerOptions } from "node:worker_threads";
import { anySignal, checkNumber, checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";
import type { ActivityCall, ActivityExecutor } from "./executor.ts";
import { Slots } from "./internal/slots.ts";
import { Thread, type ThreadSettings } from "./threads/thread.ts";

export interface ThreadExecutorOptions {
  /** How many activities run at the same time; the others wait. Default: as many as the machine has processors. */
  readonly threads?: number;
  /** How long an activity may compute after it was cancelled, before its thread is ended. Default 10,000. */
  readonly terminateMs?: number;
  /** For `node:worker_threads`: environment, arguments, limits of memory. Default: as the process has them. */
  readonly thread?: Pick<NodeWorkerOptions, "argv" | "env" | "execArgv" | "name" | "resourceLimits" | "workerData">;
}

/** An executor that must be closed by who made it, after the workers that use it. */
export interface ThreadExecutor extends ActivityExecutor, AsyncDisposable {
  /** Ends all threads; what still runs fails with `WORKFLOW_EXECUTOR_CLOSED`. Calling it again is harmless. */
  close(): Promise<void>;
}

/**
 * Runs activities that compute in threads, so that they do not keep the worker from polling, from heartbeats and from
 * other activities. Values go to and from threads by structured cloning: functions and classes do not arrive.
 *
 * @param program the file that each thread runs, such as `new URL("jobs.js", import.meta.url)`: it passes the same
 * activities to `activity.serveActivities`, and nothing else needs to be in it
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function createThreadExecutor(program: URL | string, options: ThreadExecutorOptions = {}): ThreadExecutor {
  const where = "createThreadExecutor";
  checkOptions(options, ["threads", "terminateMs", "thread"], where);
  const { threads = availableParallelism(), terminateMs = 10_000, thread = {} } = options;
  checkNumber(threads, "threads", where, { min: 1, whole: true });
  checkNumber(terminateMs, "terminateMs", where, { min: 0 });
  return new ThreadPool({ program, options: thread, terminateMs }, threads);
}

class ThreadPool implements ThreadExecutor {
  readonly #settings: ThreadSettings;
  readonly #slots: Slots;
  readonly #all = new Set<Thread>();
  readonly #idle: Thread[] = [];
  readonly #closing = new AbortController();

  constructor(settings: ThreadSettings, threads: number) {
    this.#settings = settings;
    this.#slots = new Slots(threads);
    setMaxListeners(0, this.#closing.signal);
  }

  async run(call: ActivityCall): Promise<unknown> {
    const { signal } = call.context.info;
    using either = anySignal(signal, this.#closing.signal);
    if (!(await this.#slots.take(either.signal))) throw this.#closing.signal.aborted ? closed() : signal.reason;
    const thread = this.#take();
    try {
      return await thread.run(call);
    } finally {
      if (thread.dead) this.#all.delete(thread);
      else this.#idle.push(thread);
      this.#slots.giveBack();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#all].map((thread) => thread.end(closed())));
    this.#all.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #take(): Thread {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      // Threads may end while they wait.
      if (!idle.dead) return idle;
      this.#all.delete(idle);
    }
    const thread = new Thread(this.#settings);
    this.#all.add(thread);
    return thread;
  }
}

const closed = (): WorkflowSdkError =>
  new WorkflowSdkError("WORKFLOW_EXECUTOR_CLOSED", "the executor is closed; close it after the workers that use it");
