import type { Clock } from "@millrace/protocol";
import type { NackOptions } from "../../nack-options.ts";
import { msOfInstant, type Flowing } from "../flowing.ts";
import type { Tally } from "../tally.ts";

interface Return {
  readonly message: Flowing;
  readonly dueMs: number;
}

/**
 * Which of the messages that were read are done with, and which are to be read again. A message is handed back as a
 * whole, even if some of its results went on.
 */
export class Settlement {
  readonly #clock: Clock;
  readonly #tally: Tally;
  readonly #nacks = new Map<Flowing, NackOptions>();
  #returns: Return[] = [];

  constructor(clock: Clock, tally: Tally) {
    this.#clock = clock;
    this.#tally = tally;
  }

  /** Hands back the message of which this is a result. */
  nack(result: Flowing, options: NackOptions = {}): void {
    this.#nacks.set(result.origin, options);
  }

  /** The whole batch has been dealt with: acknowledges what was not handed back. */
  settle(batch: readonly Flowing[]): void {
    if (this.#nacks.size === 0) return this.#tally.add("ack", batch.length);
    const now = this.#clock.now();
    for (const [message, { delayMs = 0, maxDeliveries = Infinity }] of this.#nacks) {
      message.returns++;
      if (message.returns < maxDeliveries) this.#returns.push({ message, dueMs: now + delayMs });
      else this.#tally.drop("max-deliveries");
    }
    this.#tally.add("ack", batch.length - this.#nacks.size);
    this.#nacks.clear();
  }

  /** Messages that are to be read again now. */
  due(): readonly Flowing[] {
    if (this.#returns.length === 0) return [];
    const now = this.#clock.now();
    const due = this.#returns.filter(({ dueMs }) => dueMs <= now);
    this.#returns = this.#returns.filter(({ dueMs }) => dueMs > now);
    return due.map(({ message }) => message);
  }

  /** The least event time of what was handed back and will be read again: no watermark may pass it. */
  get heldMs(): number | undefined {
    if (this.#nacks.size === 0 && this.#returns.length === 0) return undefined;
    let heldMs = Infinity;
    for (const message of this.#nacks.keys()) heldMs = Math.min(heldMs, msOfInstant(message.eventTime));
    for (const { message } of this.#returns) heldMs = Math.min(heldMs, msOfInstant(message.eventTime));
    return heldMs;
  }

  /** How long until a message is to be read again; `undefined` if none is. */
  get nextMs(): number | undefined {
    if (this.#returns.length === 0) return undefined;
    return Math.max(0, Math.min(...this.#returns.map(({ dueMs }) => dueMs)) - this.#clock.now());
  }
}
