import type { InputConfig } from "../node-config.ts";
import type { LinkEvent } from "../node-link.ts";
import { Fifo } from "./fifo.ts";
import { queueCapacity } from "./queue-capacity.ts";

export type InputMessage = Extract<LinkEvent, { readonly type: "input" }>;

/** Parameters that tie a message to another one: losing it would leave somebody waiting for an answer. */
const correlating = ["request_id", "goal_id", "goal_status"];

export interface QueuedInput {
  readonly message: InputMessage;
  /** Its place among everything that came to the node. */
  readonly arrival: number;
}

export interface Admission {
  /** What was thrown away to keep the queue in its bounds; may be the message itself. */
  readonly dropped: readonly InputMessage[];
  /** Emptied on purpose, as the sender asked with `flush`. */
  readonly flushed: readonly InputMessage[];
}

const nothing: readonly InputMessage[] = Object.freeze([]);
const admitted: Admission = Object.freeze({ dropped: nothing, flushed: nothing });

/** The messages of one input that its node has not read yet, bounded as the dataflow file says. */
export class InputQueue {
  readonly config: InputConfig;
  readonly #bound: number;
  readonly #entries = new Fifo<QueuedInput>();

  constructor(config: InputConfig) {
    this.config = config;
    this.#bound = queueCapacity(config);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** When the oldest message came. */
  get arrival(): number {
    return this.#entries.peek()?.arrival ?? Infinity;
  }

  push(message: InputMessage, arrival: number): Admission {
    const flushed = isFlush(message) ? this.#flush() : nothing;
    const entry = { message, arrival };
    if (this.#entries.size < this.#bound) {
      this.#entries.push(entry);
      return flushed.length === 0 ? admitted : { dropped: nothing, flushed };
    }
    return { dropped: [this.#replaceOldest(entry)], flushed };
  }

  shift(): InputMessage | undefined {
    return this.#entries.shift()?.message;
  }

  clear(): readonly InputMessage[] {
    return this.#entries.takeAll(() => true).map(({ message }) => message);
  }

  /** @returns what had to go */
  #replaceOldest(entry: QueuedInput): InputMessage {
    const ordinary = this.#entries.takeFirst(({ message }) => !isCorrelated(message));
    if (ordinary === undefined && !isCorrelated(entry.message)) return entry.message;
    const gone = ordinary ?? this.#entries.shift();
    this.#entries.push(entry);
    return gone?.message ?? entry.message;
  }

  #flush(): readonly InputMessage[] {
    return this.#entries.takeAll(({ message }) => !isCorrelated(message)).map(({ message }) => message);
  }
}

export const isCorrelated = ({ metadata: { parameters } }: Pick<InputMessage, "metadata">): boolean =>
  parameters.size > 0 && correlating.some((key) => parameters.has(key));

function isFlush({ metadata: { parameters } }: InputMessage): boolean {
  const flush = parameters.get("flush");
  return flush?.kind === "bool" && flush.value;
}
