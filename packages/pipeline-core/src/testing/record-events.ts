import type { PipelineEvent, PipelineListener } from "../events.ts";

type EventOf<Type extends PipelineEvent["type"]> = Extract<PipelineEvent, { readonly type: Type }>;

/** The events of runs, in order. */
export interface EventRecorder {
  /** For `onEvent`. */
  readonly listen: PipelineListener;
  readonly events: readonly PipelineEvent[];
  /** The events of one kind. */
  of<Type extends PipelineEvent["type"]>(type: Type): readonly EventOf<Type>[];
  /** Ids of stages in the order in which they started, once for each attempt. */
  readonly started: readonly string[];
}

/** Keeps what `onEvent` is told: `run(parameters, { onEvent: recorder.listen })`. */
export function recordEvents(): EventRecorder {
  const events: PipelineEvent[] = [];
  const of = <Type extends PipelineEvent["type"]>(type: Type): EventOf<Type>[] =>
    events.filter((event): event is EventOf<Type> => event.type === type);
  return {
    listen: (event) => void events.push(event),
    events,
    of,
    get started() {
      return of("stage_started").map(({ stage }) => stage);
    },
  };
}
