import type { MessagePort } from "node:worker_threads";

/** What the word of a bell says of its thread. */
const awake = 0;
const asleep = 1;
/** Asleep where the runtime has no `Atomics.waitAsync`: a message wakes it. */
const asleepAtPort = 2;

/** Microseconds of looking before sleeping: waking somebody up costs twice as much. */
const spinUs = 20;
/**
 * Spinning in vain so many times in a row ends it for the time being: two threads need some tries to meet awake, but one
 * that is rarely spoken to shall not burn the time of others. From then on `probes` of every `probeEvery` sleeps try it.
 */
const patience = 256;
const probeEvery = 64;
const probes = 4;

interface Wait {
  readonly async: boolean;
  readonly value: Promise<string> | string;
}
type WaitAsync = (words: Int32Array, index: number, expected: number) => Wait;

/** Missing from the library of ES2024; Node has it since 16. */
const { waitAsync } = Atomics as { readonly waitAsync?: WaitAsync };

/** The memory of a thread's bell: one word, alone in its cache line. */
export const createBell = (): SharedArrayBuffer => new SharedArrayBuffer(64);

/** The bell of another thread. Ringing one that is awake costs a read. */
export class BellRope {
  readonly #words: Int32Array;
  readonly #port: MessagePort | undefined;

  /** @param port to the bell's thread, for where it sleeps at a port */
  constructor(bell: SharedArrayBuffer, port?: MessagePort) {
    this.#words = new Int32Array(bell);
    this.#port = port;
  }

  ring(): void {
    const state = Atomics.load(this.#words, 0);
    // Of a burst of messages only the first finds the thread asleep.
    if (state === awake || Atomics.compareExchange(this.#words, 0, state, awake) !== state) return;
    if (state === asleep) Atomics.notify(this.#words, 0);
    else this.#port?.postMessage({ kind: "wake" });
  }
}

/** The bell of this thread: waits for others without keeping the event loop from its other work. */
export class Bell {
  readonly #words: Int32Array;
  readonly #usesPort: boolean;
  /** Sleeps since spinning last found something. */
  #sleeps = 0;

  /** @param usesPort whether to be woken by messages; default: where there is no `Atomics.waitAsync` */
  constructor(bell: SharedArrayBuffer, usesPort: boolean = waitAsync === undefined) {
    this.#words = new Int32Array(bell);
    this.#usesPort = usesPort;
  }

  get usesPort(): boolean {
    return this.#usesPort;
  }

  /** Looks for at most 20 µs whether something is there, unless that was in vain for long. */
  spin(isReady: () => boolean): boolean {
    const sleeps = this.#sleeps++;
    if (sleeps >= patience && sleeps % probeEvery >= probes) return isReady();
    const end = performance.now() + spinUs / 1000;
    do {
      for (let looks = 0; looks < 16; looks++) {
        if (!isReady()) continue;
        this.#sleeps = 0;
        return true;
      }
    } while (performance.now() < end);
    return false;
  }

  /** Calls `wake` when somebody rings; at once, and not at all asleep, if something is there already. */
  sleep(isReady: () => boolean, wake: () => void): void {
    Atomics.store(this.#words, 0, this.#usesPort ? asleepAtPort : asleep);
    // Who wrote before the word was set did not ring; who writes after it does.
    if (isReady()) {
      Atomics.store(this.#words, 0, awake);
      queueMicrotask(wake);
      return;
    }
    if (this.#usesPort || waitAsync === undefined) return;
    const wait = waitAsync(this.#words, 0, asleep);
    if (wait.async) void (wait.value as Promise<string>).then(wake);
    else queueMicrotask(wake);
  }

  /** Ends the sleep of this thread itself: `wake` is called soon, here or by {@link sleep}. */
  rouse(wake: () => void): void {
    if (Atomics.exchange(this.#words, 0, awake) === asleep) Atomics.notify(this.#words, 0);
    if (this.#usesPort) queueMicrotask(wake);
  }
}
