import type { InputConfig, NodeConfig } from "../node-config.ts";
import type { LinkEvent } from "../node-link.ts";
import { Fifo } from "./fifo.ts";
import { InputQueue, isCorrelated, type InputMessage } from "./input-queue.ts";

/** Events that are no inputs and wait to be read. */
const controlBound = 1000;

/**
 * In which order a node reads what waits for it. `"fair"`, as dora's nodes do: events that are no inputs first, then
 * the input whose turn was longest ago. `"arrival"`: everything as it came.
 */
export type EventOrder = "fair" | "arrival";

/** What waits for a node: inputs, and everything else that the engine tells. */
export type QueuedEvent = Exclude<LinkEvent, { readonly type: "end" }>;
type ControlEvent = Exclude<QueuedEvent, InputMessage>;

export interface InputQueuesOptions {
  readonly inputs: NodeConfig["inputs"];
  readonly order: EventOrder;
  /** A message was thrown away because its queue was full. */
  readonly onDrop: (message: InputMessage, drop: Drop) => void;
  /** A message left the queues, read or not: its memory may be used again when it was not read. */
  readonly onDiscard: (message: InputMessage) => void;
}

export interface Drop {
  readonly config: InputConfig;
  /** Of this input, this one included. */
  readonly count: number;
  /** The message belonged to a request or a goal, so that somebody waits in vain. */
  readonly correlated: boolean;
}

/** An input that the node's configuration does not have: added while the dataflow runs. */
const unknownInput: InputConfig = { source: "", queueSize: 10, queuePolicy: "drop_oldest" };

/** A node's events between its engine and its reader, with the queues and policies of the dataflow file. */
export class InputQueues {
  readonly #options: InputQueuesOptions;
  readonly #control = new Fifo<{ readonly event: ControlEvent; readonly arrival: number }>();
  /** The input that was read longest ago comes first. */
  readonly #turns: string[];
  readonly #queues: Map<string, InputQueue>;
  readonly #drops = new Map<string, number>();
  #arrivals = 0;
  #size = 0;
  #stopped = false;

  constructor(options: InputQueuesOptions) {
    this.#options = options;
    this.#queues = new Map([...options.inputs].map(([id, config]) => [id, new InputQueue(config)]));
    this.#turns = [...this.#queues.keys()];
  }

  get size(): number {
    return this.#size;
  }

  /** Messages thrown away so far, by input. */
  get drops(): ReadonlyMap<string, number> {
    return this.#drops;
  }

  /** Stop was read: what waits is still read, and nothing joins it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(event: QueuedEvent): void {
    if (event.type !== "input") return this.#pushControl(event);
    if (this.#stopped) return this.#options.onDiscard(event);
    const queue = this.#queueOf(event.id);
    const before = queue.size;
    const { dropped, flushed } = queue.push(event, this.#arrivals++);
    this.#size += queue.size - before;
    for (const message of flushed) this.#options.onDiscard(message);
    for (const message of dropped) this.#drop(message, queue.config);
  }

  /** The next event; `undefined`: nothing waits. */
  take(): QueuedEvent | undefined {
    if (this.#size === 0) return undefined;
    this.#size--;
    if (this.#options.order === "arrival") return this.#takeEarliest();
    return this.#takeControl() ?? this.#takeFair();
  }

  /** Throws away everything that waits. */
  clear(): void {
    for (const queue of this.#queues.values()) {
      for (const message of queue.clear()) this.#options.onDiscard(message);
    }
    this.#control.takeAll(() => true);
    this.#size = 0;
  }

  #pushControl(event: ControlEvent): void {
    if (this.#stopped) return;
    this.#control.push({ event, arrival: this.#arrivals++ });
    this.#size++;
    if (this.#control.size <= controlBound) return;
    this.#control.takeFirst((waiting) => !isStop(waiting.event));
    this.#size--;
  }

  #drop(message: InputMessage, config: InputConfig): void {
    const count = (this.#drops.get(message.id) ?? 0) + 1;
    this.#drops.set(message.id, count);
    this.#options.onDiscard(message);
    this.#options.onDrop(message, { config, count, correlated: isCorrelated(message) });
  }

  #queueOf(id: string): InputQueue {
    const known = this.#queues.get(id);
    if (known !== undefined) return known;
    const queue = new InputQueue(unknownInput);
    this.#queues.set(id, queue);
    this.#turns.push(id);
    return queue;
  }

  #takeControl(): ControlEvent | undefined {
    const event = this.#control.shift()?.event;
    if (event !== undefined && isStop(event)) this.#stop();
    return event;
  }

  #takeFair(): InputMessage | undefined {
    const turn = this.#turns.findIndex((id) => this.#queues.get(id)?.size !== 0);
    const [id] = this.#turns.splice(turn, 1) as [string];
    this.#turns.push(id);
    return this.#queues.get(id)?.shift();
  }

  #takeEarliest(): QueuedEvent | undefined {
    let earliest: InputQueue | undefined;
    for (const queue of this.#queues.values()) {
      if (queue.size > 0 && queue.arrival < (earliest?.arrival ?? Infinity)) earliest = queue;
    }
    const control = this.#control.peek()?.arrival ?? Infinity;
    return earliest !== undefined && earliest.arrival < control ? earliest.shift() : this.#takeControl();
  }

  #stop(): void {
    this.#stopped = true;
    this.#size -= this.#control.size;
    this.#control.takeAll(() => true);
  }
}

const isStop = ({ type }: ControlEvent): boolean => type === "stop" || type === "allInputsClosed";
