import cluster, { type Worker } from "node:cluster";
import { FunctionError } from "../../errors.ts";
import type { PlatformAnswer, PlatformRequest } from "../runner/child-messages.ts";
import { addSnapshots, type MetricsSnapshot } from "./metrics.ts";
import { requestsEach } from "./replica-project.ts";
import type { ServeCommand, ServeOrder, ServeReport } from "./serve-messages.ts";

/** How far back restarts count. */
const windowMs = 60_000;

/** How long `/metrics` waits for the figures of a replica that computes. */
const countMs = 1_000;

export interface ReplicaHooks {
  /** Told once, when a replica cannot start or they end too often. */
  readonly onFailure: (error: FunctionError) => void;
  /** A replica asks something of its platform. */
  readonly onRequest: (request: PlatformRequest) => void;
}

/**
 * The processes that serve one function side by side. One that ends is replaced, so often and no more. Node's cluster
 * hands connections round; one that it hands to a process which ends at that moment is left open and unanswered.
 */
export class Replicas {
  /** When all are ready for the first time; absent: they failed, or were closed before. */
  readonly ready: Promise<{ readonly url: string; readonly port: number } | undefined>;
  readonly #order: ServeOrder;
  readonly #hooks: ReplicaHooks;
  readonly #ids = new Map<Worker, number>();
  readonly #readyWorkers = new Set<Worker>();
  readonly #counts = new Map<number, (figures: MetricsSnapshot) => void>();
  #restarts: readonly number[] = [];
  #asked = 0;
  #isReady: (at: { readonly url: string; readonly port: number } | undefined) => void = () => undefined;
  #closing = false;
  #started = false;
  #graceMs: number | undefined;

  constructor(order: ServeOrder, hooks: ReplicaHooks) {
    this.#order = order;
    this.#hooks = hooks;
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    for (let id = 0; id < (order.replicas ?? 1); id++) this.#fork(id);
  }

  /** Tells all to close, and resolves when none is left. */
  async close(graceMs?: number): Promise<void> {
    this.#closing = true;
    this.#graceMs = graceMs;
    this.#isReady(undefined);
    const workers = [...this.#ids.keys()];
    await Promise.all(
      workers.map(async (worker) => {
        const ended = new Promise((resolve) => worker.once("exit", resolve));
        this.#tellToClose(worker);
        await ended;
      }),
    );
  }

  /** Brings what the platform answers to the replica that asked. */
  answer(answer: PlatformAnswer): void {
    const worker = cluster.workers?.[Math.floor(answer.id / requestsEach)];
    if (worker !== undefined) tell(worker, answer);
  }

  #tellToClose(worker: Worker): void {
    tell(worker, { type: "close", ...(this.#graceMs !== undefined && { graceMs: this.#graceMs }) });
    // A function that computes without end hears nothing.
    const { graceMs = 10_000 } = this.#order.options ?? {};
    const timer = setTimeout(() => worker.process.kill("SIGKILL"), (this.#graceMs ?? graceMs) + 2_000);
    worker.once("exit", () => clearTimeout(timer));
  }

  #fork(id: number): void {
    const worker = cluster.fork();
    this.#ids.set(worker, id);
    worker.on("message", (message: ServeReport) => this.#hear(worker, message));
    worker.on("exit", (code, signal) => this.#ended(worker, signal ?? code));
    tell(worker, { type: "serve", order: this.#order, workerId: id });
  }

  #hear(worker: Worker, message: ServeReport): void {
    switch (message.type) {
      case "ready":
        this.#readyWorkers.add(worker);
        if (this.#readyWorkers.size < this.#ids.size) return;
        this.#started = true;
        this.#isReady({ url: message.url, port: message.port });
        return;
      case "failed":
        // What keeps the first from starting keeps the others as well; later, its end counts as a restart.
        if (!this.#started) this.#fail(new FunctionError("FUNCTION_SERVICE_CRASH_LOOP", message.error.message));
        return;
      case "figures":
        this.#counts.get(message.id)?.(message.figures);
        return;
      case "count-all":
        void this.#countAll(worker, message.figures).then((figures) =>
          tell(worker, { type: "counted", id: message.id, figures }),
        );
        return;
      case "call":
      case "stream":
      case "cancel":
        this.#hooks.onRequest(message);
    }
  }

  #ended(worker: Worker, how: string | number): void {
    const id = this.#ids.get(worker) ?? 0;
    this.#ids.delete(worker);
    this.#readyWorkers.delete(worker);
    if (this.#closing) return;
    const { maxRestarts = 5 } = this.#order;
    const now = performance.now();
    this.#restarts = [...this.#restarts.filter((at) => now - at < windowMs), now];
    process.stderr.write(`replica ${id} ended (${how})\n`);
    if (this.#restarts.length <= maxRestarts) this.#fork(id);
    else {
      const message = `replicas ended ${this.#restarts.length} times within a minute, the last one with ${how}`;
      this.#fail(new FunctionError("FUNCTION_SERVICE_CRASH_LOOP", message));
    }
  }

  #fail(error: FunctionError): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#isReady(undefined);
    this.#hooks.onFailure(error);
  }

  async #countAll(asking: Worker, own: MetricsSnapshot): Promise<MetricsSnapshot> {
    const others = [...this.#readyWorkers].filter((worker) => worker !== asking);
    const counted = await Promise.all(others.map((worker) => this.#count(worker)));
    return addSnapshots([own, ...counted.filter((figures) => figures !== undefined)]);
  }

  #count(worker: Worker): Promise<MetricsSnapshot | undefined> {
    const id = ++this.#asked;
    return new Promise((resolve) => {
      const settle = (figures?: MetricsSnapshot): void => {
        clearTimeout(timer);
        this.#counts.delete(id);
        resolve(figures);
      };
      const timer = setTimeout(settle, countMs);
      this.#counts.set(id, settle);
      tell(worker, { type: "count", id });
    });
  }
}

const tell = (worker: Worker, command: ServeCommand): void => {
  // It may have ended just now, which its exit tells.
  if (worker.isConnected()) worker.send(command, () => undefined);
};
