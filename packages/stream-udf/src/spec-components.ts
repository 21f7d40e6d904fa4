import type {
  Definition,
  MapComponent,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "./component.ts";
import type { UdfComponents } from "./udf-server.ts";

/** A message as a source gives it. */
export interface SourceMessage {
  /** Text is sent as UTF-8. */
  readonly value: Uint8Array | string;
  /** Default: none. */
  readonly keys?: readonly string[];
  /** Default: the time at which it is read. */
  readonly eventTime?: Date;
  /** Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A text or bytes stand for a message with that value and nothing else. */
export type SourceRecord = SourceMessage | Uint8Array | string;

/**
 * What a vertex reads: an array, a generator, a stream of records. It is read once, and no faster than what it gives is
 * dealt with: a batch at a time, from an async iterable up to 1000 records ahead. Give `linesOf(path)` for a file.
 */
export type SpecSource = Iterable<SourceRecord> | AsyncIterable<SourceRecord>;

/** A servicer with pynumaflow's names, which need not be started for this. The handler of the kind that fits is taken. */
export interface HasComponents {
  readonly components: UdfComponents;
}

/** What stands for the user-defined parts of one vertex. A part that Numaflow has built in is replaced as well. */
export interface VertexComponents {
  readonly source?: SpecSource;
  readonly transformer?: Definition<SourceTransformComponent> | HasComponents;
  readonly udf?: Definition<MapComponent | ReduceComponent> | HasComponents;
  readonly sink?: Definition<SinkComponent> | HasComponents;
  readonly fallback?: Definition<SinkComponent> | HasComponents;
  readonly onSuccess?: Definition<SinkComponent> | HasComponents;
}

/** By the name of the vertex. A definition alone stands for a transformer, a udf or a sink, whichever the vertex has. */
export interface PipelineComponents {
  readonly [vertex: string]: VertexComponents | Definition | HasComponents;
}

/** A `MonoVertex` takes the components of its one vertex, a `Pipeline` those of each. */
export type SpecComponents = VertexComponents | PipelineComponents;
