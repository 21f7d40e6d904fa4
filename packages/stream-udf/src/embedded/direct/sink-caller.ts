import { Batch } from "../../batch.ts";
import type { MaybePromise, SinkComponent } from "../../component.ts";
import { LazySinkDatum } from "../../datum.ts";
import { isPromise } from "../../internal/when-done.ts";
import type { SinkAnswer } from "../../answer.ts";
import type { SinkCaller } from "../caller.ts";
import type { Flowing } from "../flowing.ts";
import type { DirectOptions } from "./each-caller.ts";
import { within } from "./handler-limit.ts";

/** Calls the handler of a sink. */
export class DirectSinkCaller implements SinkCaller {
  readonly #component: SinkComponent;
  readonly #options: Omit<DirectOptions, "concurrency">;

  constructor(component: SinkComponent, options: Omit<DirectOptions, "concurrency">) {
    this.#component = component;
    this.#options = options;
  }

  call(batch: readonly Flowing[]): MaybePromise<readonly SinkAnswer[]> {
    const datums = new Batch(batch.map((message) => new LazySinkDatum(message)));
    const answers = this.#component.handle(datums, this.#options.call);
    return isPromise(answers) ? within(this.#options, answers) : answers;
  }
}
