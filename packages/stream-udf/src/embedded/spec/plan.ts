import type { SpecNote, SpecPlace } from "../../spec-result.ts";

/** A part of a vertex that runs something: what a component is bound to. */
export interface Part {
  readonly vertex: string;
  /** What the component is called within the vertex' components. */
  readonly name: "source" | "transformer" | "udf" | "sink" | "fallback" | "onSuccess";
  readonly place: SpecPlace;
}

export interface Limits {
  readonly readBatchSize: number;
  readonly readTimeoutMs: number;
  /** How many messages a handler works on at once. */
  readonly concurrency: number;
  /** How many messages the buffer before a vertex takes. */
  readonly bufferLength: number;
}

export interface GeneratorPlan {
  readonly rpu: number;
  readonly durationMs: number;
  readonly msgSize: number;
  readonly keyCount: number;
  readonly value: number | undefined;
  readonly valueBlob: Uint8Array | undefined;
}

export interface SourcePlan extends Part {
  /** `undefined`: what the components give. */
  readonly generator: GeneratorPlan | undefined;
  readonly transformer: Part | undefined;
}

export interface ReducePlan extends Part {
  readonly lengthMs: number;
  readonly keyed: boolean;
  readonly allowedLatenessMs: number;
}

export interface SinkPart extends Part {
  readonly does: "log" | "blackhole" | "user";
}

export interface RetryPlan {
  readonly intervalMs: number;
  readonly steps: number;
  readonly factor: number;
  readonly capMs: number;
  readonly jitter: number;
  readonly onFailure: "retry" | "fallback" | "drop";
}

export interface SinkPlan extends SinkPart {
  readonly fallback: SinkPart | undefined;
  readonly onSuccess: SinkPart | undefined;
  readonly retry: RetryPlan;
}

export interface TagCondition {
  readonly operator: "or" | "and" | "not";
  readonly values: readonly string[];
}

export interface EdgePlan {
  readonly condition: TagCondition | undefined;
  readonly onFull: "retryUntilSuccess" | "discardLatest";
}

export type VertexWork =
  | { readonly kind: "source"; readonly source: SourcePlan }
  | { readonly kind: "map"; readonly udf: Part }
  | { readonly kind: "reduce"; readonly reduce: ReducePlan }
  | { readonly kind: "sink"; readonly sink: SinkPlan };

export type VertexPlan = VertexWork & {
  readonly name: string;
  readonly limits: Limits;
  /** To the next vertex; only a sink has none. */
  readonly edge: EdgePlan | undefined;
};

export interface IdlePlan {
  readonly thresholdMs: number;
  readonly incrementByMs: number;
  readonly stepIntervalMs: number;
  readonly initDelayMs: number | undefined;
}

export interface WatermarkPlan {
  readonly maxDelayMs: number;
  readonly idle: IdlePlan | undefined;
}

export interface Bypass {
  readonly sink: TagCondition | undefined;
  readonly fallback: TagCondition | undefined;
  readonly onSuccess: TagCondition | undefined;
}

export interface MonoVertexPlan {
  readonly kind: "MonoVertex";
  readonly name: string;
  readonly source: SourcePlan;
  readonly udf: Part | undefined;
  readonly sink: SinkPlan;
  readonly limits: Limits;
  readonly bypass: Bypass | undefined;
  readonly notes: readonly SpecNote[];
}

export interface PipelinePlan {
  readonly kind: "Pipeline";
  readonly name: string;
  /** In the order of the flow: a source, maps and reduces, a sink. */
  readonly vertices: readonly VertexPlan[];
  /** `undefined`: disabled. */
  readonly watermark: WatermarkPlan | undefined;
  readonly notes: readonly SpecNote[];
}

export type Plan = MonoVertexPlan | PipelinePlan;
