import type { HandlerCall, MaybePromise } from "../../component.ts";
import { LazyDatum, type Datum } from "../../datum.ts";
import { isPromise, mapDone } from "../../internal/when-done.ts";
import type { EachCaller } from "../caller.ts";
import type { Flowing } from "../flowing.ts";
import { within, type HandlerLimit } from "./handler-limit.ts";

type Handle<Answer> = (keys: readonly string[], datum: Datum, call: HandlerCall) => MaybePromise<readonly Answer[]>;

export interface DirectOptions extends HandlerLimit {
  readonly call: HandlerCall;
  /** How many messages a handler works on at once. */
  readonly concurrency: number;
}

/** Calls the handler of a map or a source transform. A batch whose handlers await nothing costs no promise. */
export class DirectEachCaller<Answer> implements EachCaller<Answer> {
  readonly #handle: Handle<Answer>;
  readonly #options: DirectOptions;

  constructor(component: { readonly handle: Handle<Answer> }, options: DirectOptions) {
    this.#handle = (keys, datum, call) => component.handle(keys, datum, call);
    this.#options = options;
  }

  call(batch: readonly Flowing[]): MaybePromise<readonly (readonly Answer[])[]> {
    if (this.#options.concurrency < batch.length) return this.#fewAtOnce(batch);
    return mapDone(batch, (message) => this.#one(message));
  }

  async #fewAtOnce(batch: readonly Flowing[]): Promise<readonly (readonly Answer[])[]> {
    const answers: (readonly Answer[])[] = [];
    const messages = batch.entries();
    const work = async (): Promise<void> => {
      for (const [nth, message] of messages) answers[nth] = await this.#one(message);
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, work));
    return answers;
  }

  #one(message: Flowing): MaybePromise<readonly Answer[]> {
    const answer = this.#handle(message.keys, new LazyDatum(message), this.#options.call);
    return isPromise(answer) ? within(this.#options, answer) : answer;
  }
}
