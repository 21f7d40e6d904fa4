/** Longest time, in milliseconds, that stages run without giving timers, signals and input their turn. */
export const sliceMs = 10;
/** Stages that start before promises of those that have ended are looked after. */
const breath = 64;

/** Keeps stages that start one after the other from holding up everything else. */
export class Pace {
  /** Nothing is to start before `resume` is called. */
  paused = false;
  readonly #resume: () => void;
  #begun = 0;
  #sliceEnd = 0;

  constructor(resume: () => void) {
    this.#resume = () => {
      this.paused = false;
      resume();
    };
  }

  /** The first slice begins. */
  start(): void {
    this.#sliceEnd = performance.now() + sliceMs;
  }

  /**
   * A stage has started. From time to time promises may settle then, so that what has ended is let go of; timers and
   * input have their turn once in a slice.
   */
  count(): void {
    if (++this.#begun % breath > 0) return;
    this.paused = true;
    if (performance.now() < this.#sliceEnd) {
      queueMicrotask(this.#resume);
      return;
    }
    setImmediate(() => {
      this.start();
      this.#resume();
    });
  }
}
