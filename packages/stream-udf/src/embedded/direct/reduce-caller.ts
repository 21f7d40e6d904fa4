import type { ReduceComponent } from "../../component.ts";
import { LazyDatum } from "../../datum.ts";
import { DatumQueue } from "../../internal/datum-queue.ts";
import { KeyTable } from "../../internal/key-table.ts";
import type { Metadata } from "../../metadata.ts";
import type { MapAnswer } from "../../answer.ts";
import type { ReduceCaller, Window, WindowCaller } from "../caller.ts";
import type { Flowing } from "../flowing.ts";
import type { DirectOptions } from "./each-caller.ts";
import { within } from "./handler-limit.ts";

type Options = Omit<DirectOptions, "concurrency">;

/** Calls the handler of a reduce once for each list of keys of each window. */
export class DirectReduceCaller implements ReduceCaller {
  readonly #component: ReduceComponent;
  readonly #options: Options;

  constructor(component: ReduceComponent, options: Options) {
    this.#component = component;
    this.#options = options;
  }

  open(window: Window): WindowCaller {
    return new DirectWindow(this.#component, window, this.#options);
  }
}

interface KeyTask {
  readonly queue: DatumQueue;
  readonly answers: Promise<readonly MapAnswer[]>;
}

/** How many datums may lie unread before the engine waits for the handlers. */
const mostUnread = 1000;

class DirectWindow implements WindowCaller {
  readonly #component: ReduceComponent;
  readonly #metadata: Metadata;
  readonly #options: Options;
  readonly #tasks = new KeyTable<KeyTask>();
  #unread = 0;
  #room: PromiseWithResolvers<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(component: ReduceComponent, { startMs, endMs }: Window, options: Options) {
    this.#component = component;
    this.#metadata = { intervalWindow: { start: new Date(startMs), end: new Date(endMs) } };
    this.#options = options;
  }

  add(message: Flowing): void {
    let task = this.#tasks.get(message.keys);
    if (task === undefined) {
      task = this.#start(message.keys);
      this.#tasks.add(message.keys, task);
    }
    if (task.queue.push(new LazyDatum(message))) this.#unread++;
  }

  ready(): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#unread < mostUnread) return undefined;
    this.#room = Promise.withResolvers();
    return within(this.#options, this.#room.promise);
  }

  async close(): Promise<readonly MapAnswer[]> {
    const tasks = this.#tasks.values();
    for (const { queue } of tasks) queue.close();
    // The limit is for the time after the last message: before it the handler waits for us.
    const answers = await Promise.all(tasks.map((task) => within(this.#options, task.answers)));
    return answers.flat();
  }

  discard(reason: Error): void {
    for (const { queue } of this.#tasks.values()) queue.fail(reason);
  }

  #start(keys: readonly string[]): KeyTask {
    const queue = new DatumQueue((count) => this.#read(count));
    const answers = this.#run(keys, queue);
    // One that failed is told of by the next `ready`, and again by `close`.
    answers.catch((error: unknown) => this.#fail(error));
    return { queue, answers };
  }

  async #run(keys: readonly string[], queue: DatumQueue): Promise<readonly MapAnswer[]> {
    // Theirs to change: the message's own list goes on naming the handler.
    const answers = await this.#component.handle([...keys], queue, this.#metadata, this.#options.call);
    queue.leave();
    return answers;
  }

  #read(count: number): void {
    this.#unread -= count;
    if (this.#unread > mostUnread / 2) return;
    this.#room?.resolve();
    this.#room = undefined;
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#room?.reject(error);
    this.#room = undefined;
  }
}
