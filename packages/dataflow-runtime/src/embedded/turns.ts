/** Something with messages to hand over. */
export interface Flushable {
  /** Hands over all that is there. */
  readonly flush: () => void;
}

/** Messages in a row that microtasks may carry before timers and sockets get their turn. */
const messagesPerTurn = 1000;

/**
 * Hands messages over after the code that sent them has returned, and before anything else happens: in a microtask,
 * one for all that were sent since. Nodes that keep each other busy would so keep timers and sockets waiting for
 * ever; therefore, after so many messages, the rest waits for the event loop to come round.
 */
export class Turns {
  #ready: Flushable[] = [];
  #spare: Flushable[] = [];
  #asked = false;
  #left = messagesPerTurn;
  #nextLoop: Promise<void> | undefined;

  readonly #run = (): void => {
    const ready = this.#ready;
    this.#ready = this.#spare;
    this.#asked = false;
    for (const item of ready) item.flush();
    ready.length = 0;
    this.#spare = ready;
  };

  /** Flushes an item soon; the item sees to it that it is not in here twice. */
  add(item: Flushable): void {
    this.#ready.push(item);
    if (this.#asked) return;
    this.#asked = true;
    if (this.#left > 0) queueMicrotask(this.#run);
    else void this.#afterLoop();
  }

  /**
   * A message was sent, whoever reads it. When the turn is used up, the sender should wait for the promise, so that a
   * loop of sends leaves room for everything else.
   */
  spend(): Promise<void> | undefined {
    return --this.#left > 0 ? undefined : this.#afterLoop();
  }

  #afterLoop(): Promise<void> {
    return (this.#nextLoop ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#nextLoop = undefined;
        this.#left = messagesPerTurn;
        if (this.#asked) this.#run();
        resolve();
      });
    }));
  }
}
