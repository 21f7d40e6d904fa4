import type {
  HandlerCall,
  MapComponent,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "../../component.ts";
import type { MapAnswer, TransformAnswer } from "../../answer.ts";
import type { EachCaller, ReduceCaller, SinkCaller } from "../caller.ts";
import type { Callers } from "../callers.ts";
import type { Part } from "../spec/plan.ts";
import { DirectEachCaller } from "./each-caller.ts";
import type { HandlerLimit } from "./handler-limit.ts";
import { DirectReduceCaller } from "./reduce-caller.ts";
import { DirectSinkCaller } from "./sink-caller.ts";

/** Calls handlers as functions, in this process. */
export class DirectCallers implements Callers {
  readonly #options: HandlerLimit & { readonly call: HandlerCall };

  constructor(signal: AbortSignal, limit: HandlerLimit) {
    this.#options = { ...limit, call: { signal } };
  }

  map(_part: Part, component: MapComponent, concurrency: number): EachCaller<MapAnswer> {
    return new DirectEachCaller(component, { ...this.#options, concurrency });
  }

  transform(_part: Part, component: SourceTransformComponent, concurrency: number): EachCaller<TransformAnswer> {
    return new DirectEachCaller(component, { ...this.#options, concurrency });
  }

  reduce(_part: Part, component: ReduceComponent): ReduceCaller {
    return new DirectReduceCaller(component, this.#options);
  }

  sink(_part: Part, component: SinkComponent): SinkCaller {
    return new DirectSinkCaller(component, this.#options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}
