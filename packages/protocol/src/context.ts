import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

/**
 * The process's one AsyncLocalStorage. Every further live instance slows each `await` of the process on Node 22, and
 * instances are never collected, so all packages, and all installed copies of this one, share a single instance.
 */
interface Frame {
  readonly key: string;
  readonly value: unknown;
  readonly parent: Frame | undefined;
}

const registered = Symbol.for("@millrace/context");

const storage = (): AsyncLocalStorage<Frame> => {
  const holder = globalThis as { [registered]?: AsyncLocalStorage<Frame> };
  return (holder[registered] ??= new AsyncLocalStorage<Frame>());
};

/**
 * A named value that follows the asynchronous flow: visible after `await`, in timers, microtasks and nested calls, and
 * isolated between concurrent runs. Slots of one name are one slot, whichever copy of a package created them.
 */
export class ContextSlot<T> {
  readonly #key: string;
  #storage: AsyncLocalStorage<Frame> | undefined;

  /** @param key a process-wide unique name, such as `"@millrace/pipeline-core/stage"`. */
  constructor(key: string) {
    this.#key = key;
  }

  /** The value of the innermost {@link run} around the caller; `undefined` outside. */
  get(): T | undefined {
    for (let frame = this.#shared().getStore(); frame !== undefined; frame = frame.parent) {
      if (frame.key === this.#key) return frame.value as T;
    }
    return undefined;
  }

  /** Calls `fn(...args)` with the slot set to `value`, for it and everything that it starts. */
  run<Args extends unknown[], Result>(value: T, fn: (...args: Args) => Result, ...args: Args): Result {
    const shared = this.#shared();
    return shared.run({ key: this.#key, value, parent: shared.getStore() }, fn, ...args);
  }

  /**
   * A {@link run} that starts from the caller's context, wherever it is called later. It takes one argument, and costs
   * a fifth: leaving what `AsyncLocalStorage.run` entered is as dear as entering it, while a resource just steps back.
   */
  bindRun(): BoundRun<T> {
    const shared = this.#shared();
    const key = this.#key;
    const parent = shared.getStore();
    const resource = new AsyncResource("MillraceContext");
    let inside = false;
    const enter = <Arg, Result>(frame: Frame, fn: (arg: Arg) => Result, arg: Arg): Result => {
      shared.enterWith(frame);
      return fn(arg);
    };
    return (value, fn, arg) => {
      const frame = { key, value, parent };
      // Node 22 keeps the entered frame on the resource, so that a call within a call would not step back to it.
      if (inside) return shared.run(frame, fn, arg);
      inside = true;
      try {
        return resource.runInAsyncScope(enter<typeof arg, ReturnType<typeof fn>>, undefined, frame, fn, arg);
      } finally {
        inside = false;
      }
    };
  }

  #shared(): AsyncLocalStorage<Frame> {
    return (this.#storage ??= storage());
  }
}

/** Calls `fn(arg)` with a slot set to `value`. */
export type BoundRun<T> = <Arg, Result>(value: T, fn: (arg: Arg) => Result, arg: Arg) => Result;

/**
 * Remembers the values of all slots as they are here and now; the result calls functions with them. For callbacks that
 * others call later from elsewhere: event listeners, pools, queues.
 */
export function captureContext(): <Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  ...args: Args
) => Result {
  const shared = storage() as AsyncLocalStorage<Frame | undefined>;
  const frame = shared.getStore();
  return (fn, ...args) => shared.run(frame, fn, ...args);
}
