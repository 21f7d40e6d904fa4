import type { CancelTimer, Clock } from "@millrace/protocol";
import type { common } from "@millrace/protocol/temporal";
import { TaskRate } from "./task-rate.ts";

/** Who polls. */
export interface Poller {
  readonly identity: string;
  /** Of the worker process; empty from workers that have none. */
  readonly workerInstanceKey: string;
  /** What built it, if it says so. */
  readonly workerVersion?: common.WorkerVersionStamp | undefined;
  /** How many tasks the queue is to give out in a second, to all workers; the last poll counts. Default: no limit. */
  readonly maxTasksPerSecond?: number | undefined;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** Something that a worker may get. */
export interface QueueTask<Answer> {
  /** 1 (first) to 5. */
  readonly priority: number;
  /** Hands it to the poller; nothing if it is not to be done any more. */
  start(poller: Poller): Promise<Answer | undefined>;
  /** The workers of the queue are gone for good. Default: the task is dropped. */
  redirect?(): void;
}

/** A worker that was seen at a queue. */
export interface SeenPoller {
  readonly identity: string;
  readonly lastAccessMs: number;
}

interface Waiter<Answer> {
  readonly poller: Poller;
  readonly take: (task: QueueTask<Answer> | undefined) => void;
}

interface Lying<Answer> {
  readonly task: QueueTask<Answer>;
  readonly sinceMs: number;
}

const lastPriority = 5;
/** How long a poller stays in the list of pollers. */
const seenMs = 300_000;

/** Tasks that wait for workers, or workers that wait for tasks; each in the order in which they came. */
export class TaskQueue<Answer> {
  readonly #waiters = new Set<Waiter<Answer>>();
  readonly #lying: Lying<Answer>[][] = Array.from({ length: lastPriority }, () => []);
  readonly #seen = new Map<string, number>();
  readonly #clock: Clock;
  readonly #rate: TaskRate;
  #lastPollMs = -Infinity;
  #cancelPause: CancelTimer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#rate = new TaskRate(clock);
  }

  /** Gives the task to the worker that waits longest, else keeps it. */
  offer(task: QueueTask<Answer>): void {
    this.#lane(task).push({ task, sinceMs: this.#clock.now() });
    this.#handOut();
  }

  /** The next task that can be started, or nothing when `waitMs` are over, the caller is gone or {@link release}d. */
  async poll(poller: Poller, waitMs: number): Promise<Answer | undefined> {
    const untilMs = this.#clock.monotonic() + waitMs;
    this.#rate.set(poller.maxTasksPerSecond);
    this.#handOut();
    for (;;) {
      this.#see(poller);
      const task = this.#next() ?? (await this.#wait(poller, untilMs - this.#clock.monotonic()));
      if (task === undefined) return undefined;
      if (poller.signal.aborted) {
        this.#lane(task).unshift({ task, sinceMs: this.#clock.now() });
        this.#rate.giveBack();
        this.#handOut();
        return undefined;
      }
      const answer = await task.start(poller);
      if (answer !== undefined) return answer;
      this.#rate.giveBack();
    }
  }

  /** Ends the polls that this is true of. */
  release(which: (poller: Poller) => boolean): void {
    for (const waiter of this.#waiters) if (which(waiter.poller)) waiter.take(undefined);
  }

  /** Takes what lies here, for other queues. */
  drain(): QueueTask<Answer>[] {
    return this.#lying.flatMap((lane) => lane.splice(0)).map(({ task }) => task);
  }

  /** Whether somebody polls, or did in the last so many milliseconds. */
  hasPollerSince(ms: number): boolean {
    return this.#waiters.size > 0 || this.#clock.now() - this.#lastPollMs <= ms;
  }

  /** Who polled in the last minutes; the last first. */
  get pollers(): readonly SeenPoller[] {
    const sinceMs = this.#clock.now() - seenMs;
    const seen = [...this.#seen].filter(([, lastAccessMs]) => lastAccessMs >= sinceMs);
    return seen.map(([identity, lastAccessMs]) => ({ identity, lastAccessMs })).toReversed();
  }

  /**
   * How many tasks lie here, and since when the oldest. As on Temporal's server, tasks that nobody needs any more are
   * counted until a poll would have given them out.
   */
  get backlog(): { readonly count: number; readonly oldestMs: number | undefined } {
    const lying = this.#lying.flat();
    return {
      count: lying.length,
      oldestMs: lying.length === 0 ? undefined : Math.min(...lying.map(({ sinceMs }) => sinceMs)),
    };
  }

  #see(poller: Poller): void {
    this.#lastPollMs = this.#clock.now();
    this.#seen.delete(poller.identity);
    this.#seen.set(poller.identity, this.#lastPollMs);
    for (const [identity, lastAccessMs] of this.#seen) {
      if (lastAccessMs >= this.#lastPollMs - seenMs) break;
      this.#seen.delete(identity);
    }
  }

  #lane({ priority }: QueueTask<Answer>): Lying<Answer>[] {
    return this.#lying[Math.min(Math.max(priority, 1), lastPriority) - 1] as Lying<Answer>[];
  }

  /** The next task that lies here, if it may be given out now. */
  #next(): QueueTask<Answer> | undefined {
    const lane = this.#lying.find(({ length }) => length > 0);
    return lane !== undefined && this.#rate.take() ? lane.shift()?.task : undefined;
  }

  #handOut(): void {
    for (const waiter of this.#waiters) {
      const task = this.#next();
      if (task === undefined) return this.#pause();
      waiter.take(task);
    }
  }

  /** Tries again when the rate allows it, as long as there are tasks, and workers that wait for them. */
  #pause(): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    if (this.#waiters.size === 0 || this.#lying.every(({ length }) => length === 0)) return;
    const { waitMs } = this.#rate;
    if (waitMs !== Infinity) this.#cancelPause = this.#clock.setTimer(waitMs, () => this.#handOut());
  }

  #wait(poller: Poller, ms: number): Promise<QueueTask<Answer> | undefined> {
    if (ms <= 0 || poller.signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const waiter: Waiter<Answer> = {
        poller,
        take: (task) => {
          this.#waiters.delete(waiter);
          if (this.#waiters.size === 0) this.#pause();
          poller.signal.removeEventListener("abort", onAbort);
          cancel();
          resolve(task);
        },
      };
      const onAbort = (): void => waiter.take(undefined);
      const cancel = this.#clock.setTimer(ms, () => waiter.take(undefined));
      poller.signal.addEventListener("abort", onAbort, { once: true });
      this.#waiters.add(waiter);
      // The rate may allow by now what it did not when the poll began.
      this.#handOut();
    });
  }
}
