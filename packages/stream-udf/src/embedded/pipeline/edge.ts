import type { Clock } from "@millrace/protocol";
import type { MaybePromise } from "../../component.ts";
import { WakeUp } from "../feeds/wake-up.ts";
import { Flowing } from "../flowing.ts";
import type { EdgePlan } from "../spec/plan.ts";
import { fulfils } from "../stages/tag-rules.ts";
import type { Tally } from "../tally.ts";

/** Tells the next vertex of a watermark where no message does. */
interface WatermarkStep {
  readonly stepMs: number;
}

export interface EdgeRead {
  readonly messages: readonly Flowing[];
  /** A watermark that came after them. */
  readonly watermarkMs: number | undefined;
}

export interface EdgeOptions {
  readonly plan: EdgePlan;
  /** How many messages the buffer takes. */
  readonly capacity: number;
  /** Of the vertex that writes. */
  readonly tally: Tally;
  readonly clock: Clock;
}

/** The buffer between two vertices. One vertex writes, and waits where it is full; the other reads. */
export class Edge {
  readonly #options: EdgeOptions;
  readonly #arrived: WakeUp;
  readonly #room: WakeUp;
  #items: (Flowing | WatermarkStep)[] = [];
  /** The newest watermark that was written: the messages behind it are read with it. */
  #publishedMs: number | undefined;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: EdgeOptions) {
    this.#options = options;
    this.#arrived = new WakeUp(options.clock);
    this.#room = new WakeUp(options.clock);
  }

  /** Writes what fulfils the edge's condition. Gives how many messages that were. */
  write(batch: readonly Flowing[]): MaybePromise<number> {
    const { condition } = this.#options.plan;
    const passing = condition === undefined ? batch : batch.filter(({ tags }) => fulfils(condition, tags));
    this.#options.tally.drop("no-edge", batch.length - passing.length);
    if (this.#items.length + passing.length <= this.#options.capacity) {
      this.#append(passing);
      return passing.length;
    }
    return this.#writeSome(passing);
  }

  /** Tells of a watermark that no message carried. */
  advance(watermarkMs: number): void {
    if (watermarkMs <= (this.#publishedMs ?? -Infinity)) return;
    this.#publishedMs = watermarkMs;
    this.#items.push({ stepMs: watermarkMs });
    this.#arrived.wake();
  }

  end(): void {
    this.#ended = true;
    this.#arrived.wake();
  }

  /** Both vertices are to end: whoever waits here gets the error, and whoever comes. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#arrived.wake();
    this.#room.wake();
  }

  /** The next messages; none if nothing came within `waitMs`; `undefined` when all is read and nothing more comes. */
  async read(most: number, waitMs: number): Promise<EdgeRead | undefined> {
    const isEmpty = this.#items.length === 0 && !this.#ended && this.#failure === undefined;
    if (isEmpty) await this.#arrived.wait(waitMs);
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#items.length === 0) return this.#ended ? undefined : { messages: [], watermarkMs: undefined };
    const messages: Flowing[] = [];
    let watermarkMs: number | undefined;
    let taken = 0;
    while (taken < this.#items.length && messages.length < most && watermarkMs === undefined) {
      const item = this.#items[taken++] as Flowing | WatermarkStep;
      if (item instanceof Flowing) messages.push(item);
      else watermarkMs = item.stepMs;
    }
    this.#items.splice(0, taken);
    this.#room.wake();
    return { messages, watermarkMs };
  }

  async #writeSome(batch: readonly Flowing[]): Promise<number> {
    const { capacity, plan, tally } = this.#options;
    let next = 0;
    while (next < batch.length) {
      if (this.#failure !== undefined) throw this.#failure.error;
      const room = capacity - this.#items.length;
      if (room > 0) {
        this.#append(batch.slice(next, next + room));
        next += room;
      } else if (plan.onFull === "discardLatest") {
        tally.drop("buffer-full", batch.length - next);
        return next;
      } else await this.#room.wait(Infinity);
    }
    return batch.length;
  }

  /** A message is read with the newest watermark from before it; its own is for those behind it. */
  #append(batch: readonly Flowing[]): void {
    for (const message of batch) {
      const ownMs = message.watermarkMs;
      message.watermarkMs = this.#publishedMs;
      message.origin = message;
      if (ownMs !== undefined && ownMs > (this.#publishedMs ?? -Infinity)) this.#publishedMs = ownMs;
      this.#items.push(message);
    }
    this.#options.tally.write(batch);
    this.#arrived.wake();
  }
}
