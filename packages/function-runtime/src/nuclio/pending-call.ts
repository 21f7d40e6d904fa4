import { type BoundRun, ContextSlot } from "@millrace/protocol/context";

/** Where the lines of a call go. */
export interface LineSink {
  /** Without the line feed. */
  send(line: string): void;
}

/** The call that the code around belongs to, followed through everything asynchronous. */
export const callSlot: ContextSlot<PendingCall> = new ContextSlot("@millrace/function-runtime/nuclio-call");

/** Made once, with the first call: entering by it costs a fifth. */
let enter: BoundRun<PendingCall> | undefined;
const invoke = (call: () => unknown): unknown => call();

/** One call of the function until it is answered: by its value, by `context.callback`, or by an error out of band. */
export class PendingCall {
  readonly sink: LineSink;
  #callbackTaken = false;
  #answer: { readonly value: unknown } | undefined;
  #failure: { readonly error: unknown } | undefined;
  #resolve: ((value: unknown) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(sink: LineSink) {
    this.sink = sink;
  }

  /**
   * Calls the function. A function of the form `(context, event)` that returns nothing answers by `context.callback`,
   * as with Nuclio's own wrapper; an asynchronous one only if it has asked for the callback.
   */
  run(call: () => unknown, classic: boolean): unknown {
    enter ??= callSlot.bindRun();
    const value = enter(this, invoke, call);
    // The callback was called before the function returned.
    if (this.#answer !== undefined) return this.#answer.value;
    if (isPromiseLike(value)) return this.#settle(value, classic);
    return value === undefined && classic ? this.#settle(undefined, true) : value;
  }

  /** `context.callback`: taking it promises a call of it. */
  takeCallback(): (value: unknown) => void {
    this.#callbackTaken = true;
    return (value) => {
      if (value instanceof Error) this.fail(value);
      else this.#end({ value });
    };
  }

  /** An error that belongs to this call and that its promise knows nothing of. Later ones are ignored. */
  fail(error: unknown): void {
    if (this.#answer !== undefined || this.#failure !== undefined) return;
    this.#failure = { error };
    this.#reject?.(error);
  }

  #end(answer: { readonly value: unknown }): void {
    if (this.#answer !== undefined || this.#failure !== undefined) return;
    this.#answer = answer;
    this.#resolve?.(answer.value);
  }

  #settle(promise: PromiseLike<unknown> | undefined, classic: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      if (this.#answer !== undefined) resolve(this.#answer.value);
      if (this.#failure !== undefined) reject(this.#failure.error);
      promise?.then(
        (value) => {
          if (value !== undefined || !classic || !this.#callbackTaken) this.#end({ value });
        },
        (error: unknown) => this.fail(error),
      );
    });
  }
}

const isPromiseLike = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
