import type { Bell } from "./bell.ts";

/** An end of a channel that has something to do now and then. */
export interface Work {
  readonly isReady: boolean;
  /** Does all of it. @returns how much there was */
  readonly run: () => number;
}

/** How long messages may be answered at once, before timers and sockets get their turn. */
const turnMs = 0.5;

/**
 * Reads the channels of a thread from within its event loop. After a batch it waits for what the batch has set going,
 * and looks again; when nothing comes, it looks for some microseconds more and then sleeps.
 */
export class Pump {
  readonly #bell: Bell;
  readonly #works = new Set<Work>();
  /** The works as the hot path goes through them. */
  #list: readonly Work[] = [];
  #turnEndsMs = 0;
  /** Whether {@link #run} will be called, by whatever. */
  #isDue = false;
  #isAsleep = false;
  #isClosed = false;

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  add(work: Work): void {
    this.#works.add(work);
    this.#list = [...this.#works];
    this.poke();
  }

  delete(work: Work): void {
    this.#works.delete(work);
    this.#list = [...this.#works];
  }

  /** There may be something to do. */
  poke(): void {
    if (this.#isAsleep) this.#bell.rouse(this.#wake);
    else if (!this.#isDue) this.#soon();
  }

  close(): void {
    this.#isClosed = true;
    this.poke();
  }

  readonly #isReady = (): boolean => {
    for (const work of this.#list) if (work.isReady) return true;
    return false;
  };

  readonly #wake = (): void => {
    if (!this.#isAsleep) return;
    this.#isAsleep = false;
    this.#turnEndsMs = performance.now() + turnMs;
    this.#isDue = true;
    this.#run();
  };

  readonly #nextTurn = (): void => {
    this.#turnEndsMs = performance.now() + turnMs;
    this.#run();
  };

  readonly #run = (): void => {
    this.#isDue = false;
    if (this.#isClosed || this.#isAsleep) return;
    if (this.#work() > 0 || (this.#bell.spin(this.#isReady) && this.#work() > 0)) return this.#soon();
    this.#isAsleep = true;
    this.#bell.sleep(this.#isReady, this.#wake);
  };

  #work(): number {
    let count = 0;
    for (const work of this.#list) count += work.run();
    return count;
  }

  /** After all that the messages have set going in microtasks; after the rest of the event loop once in a while. */
  #soon(): void {
    this.#isDue = true;
    if (performance.now() < this.#turnEndsMs) process.nextTick(this.#run);
    else setImmediate(this.#nextTurn);
  }
}
