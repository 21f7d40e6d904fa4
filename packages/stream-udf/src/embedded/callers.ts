import type {
  MapComponent,
  MaybePromise,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "../component.ts";
import type { MapAnswer, TransformAnswer } from "../answer.ts";
import type { EachCaller, ReduceCaller, SinkCaller } from "./caller.ts";
import type { Part } from "./spec/plan.ts";

/** How the engine reaches components: by calling them, or through sockets. Each part has a caller of its own. */
export interface Callers extends AsyncDisposable {
  map(part: Part, component: MapComponent, concurrency: number): MaybePromise<EachCaller<MapAnswer>>;
  transform(
    part: Part,
    component: SourceTransformComponent,
    concurrency: number,
  ): MaybePromise<EachCaller<TransformAnswer>>;
  reduce(part: Part, component: ReduceComponent): MaybePromise<ReduceCaller>;
  sink(part: Part, component: SinkComponent): MaybePromise<SinkCaller>;
}
