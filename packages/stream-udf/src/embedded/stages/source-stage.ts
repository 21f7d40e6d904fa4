import { sleep } from "@millrace/protocol";
import { kindOf } from "../../internal/kind-of.ts";
import { messageOf } from "../../internal/message-of.ts";
import { EventTime, type Instant } from "../../event-time.ts";
import type { SourceMessage, SourceRecord } from "../../spec-components.ts";
import { fault } from "../failure.ts";
import type { Feed } from "../feeds/feed.ts";
import { Flowing } from "../flowing.ts";
import type { Scope } from "../run-scope.ts";
import type { SourcePlan } from "../spec/plan.ts";
import type { Tally } from "../tally.ts";
import type { Settlement } from "./settlement.ts";

/** Reads batches from a feed, and what was handed back. */
export class SourceStage {
  readonly #plan: SourcePlan;
  readonly #feed: Feed;
  readonly #scope: Scope;
  readonly #settlement: Settlement;
  readonly #tally: Tally;
  #count = 0;
  #ended = false;

  constructor(plan: SourcePlan, feed: Feed, settlement: Settlement, tally: Tally, scope: Scope) {
    this.#plan = plan;
    this.#feed = feed;
    this.#settlement = settlement;
    this.#tally = tally;
    this.#scope = scope;
    const stop = (): void => this.#stop();
    if (scope.stopping.aborted) stop();
    else scope.stopping.addEventListener("abort", stop, { once: true });
  }

  /** The next batch; an empty one if nothing came within `waitMs`; `undefined` when all is read and settled. */
  async read(most: number, waitMs: number): Promise<readonly Flowing[] | undefined> {
    const again = this.#settlement.due();
    if (again.length > 0) return again;
    const nextMs = this.#settlement.nextMs;
    if (this.#ended) {
      if (nextMs === undefined || this.#scope.stopping.aborted) return undefined;
      await sleep(nextMs, { clock: this.#scope.clock, signal: this.#scope.forced });
      return [];
    }
    const records = await this.#records(Math.min(most, this.#scope.maxMessages - this.#count), nextMs ?? waitMs);
    if (records === undefined) return [];
    const now = EventTime.instantOf(new Date(this.#scope.clock.now()));
    const batch = records.map((record) => this.#flowing(record, now));
    this.#tally.read(batch);
    if (this.#count >= this.#scope.maxMessages) this.#stop();
    return batch;
  }

  async #records(most: number, waitMs: number): Promise<readonly SourceRecord[] | undefined> {
    try {
      const records = await this.#feed.read(most, waitMs);
      if (records === undefined) this.#ended = true;
      return records;
    } catch (error) {
      throw fault(this.#plan, "UDF_SOURCE_FAILED", `the source threw: ${messageOf(error)}`, error);
    }
  }

  #stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#closeFeed().catch((error: unknown) =>
      this.#scope.logger.warn({ vertex: this.#plan.vertex, err: error }, "the source failed when it was closed"),
    );
  }

  /** Nobody waits for it: a source may take its time to close, and its messages are dealt with already. */
  async #closeFeed(): Promise<void> {
    await this.#feed.stop();
  }

  #flowing(record: SourceRecord, now: Instant): Flowing {
    const { value, keys, eventTime, headers } = this.#message(record);
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    const time = eventTime === undefined ? now : EventTime.instantOf(eventTime);
    return new Flowing(`${this.#plan.vertex}-${this.#count++}`, keys ?? none, bytes, time, headers);
  }

  #message(record: SourceRecord): SourceMessage {
    if (typeof record === "string" || record instanceof Uint8Array) return { value: record };
    const { value, eventTime } = (record as SourceMessage | null) ?? {};
    if (typeof value !== "string" && !(value instanceof Uint8Array)) {
      const what =
        typeof record === "object" && record !== null ? `an object with ${kindOf(value)} as value` : kindOf(record);
      return this.#refuse(`gave ${what}; give a text, bytes, or an object whose 'value' is one of these`);
    }
    if (eventTime !== undefined && !(eventTime instanceof Date && !Number.isNaN(eventTime.getTime())))
      return this.#refuse(`gave an event time that is ${kindOf(eventTime)} and not a valid Date`);
    return record;
  }

  #refuse(message: string): never {
    throw fault(this.#plan, "UDF_SOURCE_FAILED", `the source ${message}`);
  }
}

const none: readonly string[] = Object.freeze([]);
