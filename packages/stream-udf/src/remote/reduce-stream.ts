import { Code, ConnectError } from "@connectrpc/connect";
import type { StreamCall, StreamReceiver } from "@millrace/protocol/grpc";
import { reduce } from "@millrace/protocol/numaflow";
import type { ReduceComponent } from "../component.ts";
import { LazyDatum } from "../datum.ts";
import { DatumQueue } from "../internal/datum-queue.ts";
import { KeyTable } from "../internal/key-table.ts";
import { requireList } from "../internal/require-list.ts";
import type { Message } from "../message.ts";
import type { Metadata } from "../metadata.ts";
import { endOfWindow, metadataOfWindow, reduceResponse } from "../wire/reduce.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { CallScope, type CallSettings } from "./call-scope.ts";

/** One key of the window. */
interface Task {
  readonly datums: DatumQueue;
  readonly results: Promise<readonly Message[]>;
}

/**
 * A call that is one window: its messages go to one handler for each list of keys. The end of the requests closes the
 * window; then all results go out, and behind them one end of the window.
 */
export class ReduceStream implements StreamReceiver<reduce.ReduceRequest> {
  readonly #component: ReduceComponent;
  readonly #call: StreamCall<reduce.ReduceResponse>;
  readonly #scope: CallScope<reduce.ReduceResponse>;
  readonly #tasks = new KeyTable<Task>();
  #window: reduce.Window | undefined;
  #metadata: Metadata | undefined;
  /** Datums that no handler has read yet. */
  #unread = 0;
  #paused = false;
  #closing = false;
  readonly #watch: AnswerWatch | undefined;
  /** Ends the watch of handlers that are to read on. */
  #forgetReading: (() => void) | undefined;

  constructor(component: ReduceComponent, call: StreamCall<reduce.ReduceResponse>, settings: CallSettings) {
    this.#component = component;
    this.#call = call;
    this.#scope = new CallScope(call, settings);
    const { handlerTimeoutMs } = settings;
    this.#watch = handlerTimeoutMs === undefined ? undefined : new AnswerWatch(this.#scope, handlerTimeoutMs);
  }

  message({ operation, payload }: reduce.ReduceRequest): void {
    if (this.#scope.over || this.#closing) return;
    const windows = operation?.windows ?? [];
    const [window] = windows;
    if (window === undefined || windows.length !== 1) return this.#scope.refuse(invalidWindows(windows.length));
    this.#window ??= window;
    // Today's engine ends the requests instead; that of 2024 asked in words.
    if (operation?.event === reduce.ReduceRequest_WindowOperation_Event.CLOSE) return this.end();
    if (payload === undefined) return;
    // A replay after a crash may begin with APPEND, and OPEN may come twice.
    const task = this.#tasks.get(payload.keys) ?? this.#begin(payload.keys, window);
    if (task.datums.push(new LazyDatum(payload))) this.#count(1);
  }

  end(): void {
    if (this.#closing || this.#scope.over) return;
    this.#closing = true;
    const tasks = this.#tasks.values();
    for (const { datums } of tasks) datums.close();
    const all = Promise.all(tasks.map(({ results }) => results));
    this.#watch?.watch(all);
    this.#watchReading();
    all.then((results) => this.#answer(results.flat())).catch((error: unknown) => this.#fail(error));
  }

  abort(reason: Error): void {
    this.#watch?.close();
    this.#scope.abort(reason);
    for (const { datums } of this.#tasks.values()) datums.fail(reason);
  }

  #begin(keys: readonly string[], window: reduce.Window): Task {
    const datums = new DatumQueue((count) => this.#count(-count));
    this.#metadata ??= metadataOfWindow(window);
    const results = this.#run(keys, datums, this.#metadata);
    // The first failure ends the call at once, not only when the window closes.
    results.catch((error: unknown) => this.#fail(error));
    const task: Task = { datums, results };
    this.#tasks.add(keys, task);
    return task;
  }

  async #run(keys: readonly string[], datums: DatumQueue, metadata: Metadata): Promise<readonly Message[]> {
    // Theirs to change: the first message's own list goes on naming the handler.
    const results = await this.#component.handle([...keys], datums, metadata, this.#scope);
    datums.leave();
    return requireList(results);
  }

  #answer(messages: readonly Message[]): void {
    const window = this.#window;
    if (window === undefined || this.#scope.over) return this.#scope.finish();
    for (const message of messages) this.#scope.send(reduceResponse(window, message));
    this.#scope.send(endOfWindow(window));
    this.#scope.finish();
  }

  #count(more: number): void {
    this.#unread += more;
    const { concurrency } = this.#scope.settings;
    if (!this.#paused && this.#unread >= concurrency) {
      this.#paused = true;
      this.#call.pause();
      this.#watchReading();
    } else if (this.#paused && more < 0) {
      if (this.#unread <= concurrency / 2) {
        this.#paused = false;
        this.#call.resume();
      }
      this.#watchReading();
    }
  }

  /** While the engine waits for handlers to read, each datum that they read gives them time anew. */
  #watchReading(): void {
    const forget = this.#forgetReading;
    const waits = this.#paused && !this.#closing && !this.#scope.over;
    this.#forgetReading = waits ? this.#watch?.begin() : undefined;
    forget?.();
  }

  #fail(error: unknown): void {
    this.#watch?.close();
    this.#scope.fail(error);
    for (const { datums } of this.#tasks.values()) datums.fail(error);
  }
}

const invalidWindows = (count: number): ConnectError =>
  new ConnectError(
    `create/append operation error: invalid number of windows: ${count}; an operation must name exactly one`,
    Code.Internal,
  );
