import type { Clock } from "@millrace/protocol";
import { coreSettings, type CoreOptions, type CoreSettings } from "./core-options.ts";
import { applyEffect } from "./effects/apply-effect.ts";
import { nextDeadlineMs, passDeadlines } from "./engine/deadlines.ts";
import type { Run } from "./engine/run.ts";
import { Runs } from "./engine/runs.ts";
import { Transaction } from "./engine/transaction.ts";
import { TaskQueues } from "./matching/task-queues.ts";
import { Namespaces } from "./namespaces.ts";
import { shuttingDown } from "./service-errors.ts";
import type { Store, StoredActivity } from "./store/store.ts";
import { Timers } from "./timers.ts";
import type { VisibilityStore } from "./visibility/visibility-store.ts";
import { visibilityRecord } from "./visibility-record.ts";

export interface ServerCoreParts {
  readonly store: Store;
  readonly visibility: VisibilityStore;
  readonly options?: CoreOptions;
}

/** What the services of a server share: its state, and the one way to change it. */
export class ServerCore {
  readonly clock: Clock;
  readonly settings: CoreSettings;
  readonly namespaces: Namespaces = new Namespaces();
  readonly runs: Runs = new Runs();
  readonly queues: TaskQueues;
  readonly timers: Timers;
  readonly visibility: VisibilityStore;
  readonly store: Store;
  /** Aborted when the server closes; whoever waits stops waiting. */
  readonly closing: AbortSignal;
  readonly #closing = new AbortController();
  #taskId = 0n;
  #unstored: Promise<void> | undefined;

  constructor({ store, visibility, options = {} }: ServerCoreParts) {
    this.settings = coreSettings(options);
    this.clock = this.settings.clock;
    this.store = store;
    this.visibility = visibility;
    this.queues = new TaskQueues(this.clock);
    this.timers = new Timers(this.clock);
    this.closing = this.#closing.signal;
  }

  /**
   * Runs a transition: all of it, or nothing if `work` throws. It is committed to the store before anybody sees it, and
   * before the promise resolves.
   *
   * @throws what `work` throws; `unavailable` when the server is closed
   */
  async transact<T>(work: (transaction: Transaction) => T): Promise<T> {
    if (this.closing.aborted) throw shuttingDown();
    const transaction = new Transaction(this.clock.now(), this.settings, {
      checkSearchAttributes: (namespace, fields) => this.visibility.attributes.check(namespace, fields),
      retentionMs: (namespace) => this.namespaces.retentionMs(namespace),
    });
    const result = work(transaction);
    const changes = transaction.commit(() => ++this.#taskId);
    for (const run of transaction.created) this.runs.add(run);
    const stored = this.#await(this.store.commit(changes));
    if (stored !== undefined) await stored;
    this.#publish(transaction);
    return result;
  }

  /**
   * Keeps what became of a standalone activity, before anybody sees it.
   *
   * @returns nothing if there is nothing to wait for
   * @throws `unavailable` when the server is closed
   */
  keep(activity: StoredActivity): Promise<void> | undefined {
    if (this.closing.aborted) throw shuttingDown();
    return this.#await(this.store.commit([], activity));
  }

  /**
   * The last transition that is in memory and not stored yet; undefined if there is none. What was read from memory may
   * be told when it is.
   */
  get unstored(): Promise<void> | undefined {
    return this.#unstored;
  }

  /** Ends polls and timers. What is asked of the server from now on is `unavailable`. */
  close(): void {
    this.#closing.abort(shuttingDown());
    this.timers.close();
    this.queues.close();
  }

  /** A transition that nobody waits for. */
  perform(what: string, work: (transaction: Transaction) => void): void {
    this.transact(work).catch((error: unknown) => {
      if (!this.closing.aborted) this.settings.logger.error({ error }, `the server could not ${what}`);
    });
  }

  #await(commit: Promise<void> | undefined): Promise<void> | undefined {
    if (commit === undefined) return undefined;
    const stored = commit.then(
      () => {
        if (this.#unstored === stored) this.#unstored = undefined;
      },
      // It stays: nothing that is in memory then may be told.
      (error: unknown) => this.#lose(error),
    );
    this.#unstored = stored;
    return stored;
  }

  /** What is in memory is ahead of what is stored: nobody may see it. */
  #lose(error: unknown): never {
    this.settings.logger.error({ error }, "the store lost a transition; the server closes");
    this.close();
    throw shuttingDown();
  }

  #publish({ changes }: Transaction): void {
    for (const { run, listed } of changes) {
      this.#arm(run);
      if (listed) this.visibility.upsert(visibilityRecord(run));
    }
    for (const { run, effects } of changes) for (const effect of effects) applyEffect(this, run, effect);
    for (const { run } of changes) run.wake();
  }

  #arm(run: Run): void {
    if (!run.isOpen) return this.#armRetention(run);
    const dueMs = nextDeadlineMs(run);
    if (dueMs === Infinity) return this.timers.clear(run);
    this.timers.set(run, dueMs, () =>
      this.perform(`pass a deadline of run ${run.runId}`, (transaction) => passDeadlines(transaction, run)),
    );
  }

  /** Closed runs are there for a while. */
  #armRetention(run: Run): void {
    const { namespace, workflowId, runId } = run.facts;
    this.timers.set(run, run.state.closedMs + this.namespaces.retentionMs(namespace), () => {
      this.runs.remove(run);
      this.visibility.remove("workflow", namespace, { id: workflowId, runId });
    });
  }
}
