/** What a spec looks like after its shape was checked: fields that nothing here reads are left out. */
export interface RawSpec {
  readonly kind: "MonoVertex" | "Pipeline";
  readonly metadata: { readonly name: string };
  readonly spec: RawMonoVertex & RawPipeline;
}

export interface RawMonoVertex {
  readonly source?: RawSource;
  readonly udf?: RawUdf;
  readonly sink?: RawSink;
  readonly limits?: RawLimits;
  readonly ordered?: RawOrdered;
  readonly scale?: RawScale;
  readonly bypass?: Readonly<Partial<Record<"sink" | "fallback" | "onSuccess", RawConditions>>>;
}

export interface RawPipeline {
  readonly vertices?: readonly RawVertex[];
  readonly edges?: readonly RawEdge[];
  readonly watermark?: RawWatermark;
  readonly ordered?: RawOrdered;
}

export interface RawVertex extends RawMonoVertex {
  readonly name: string;
  readonly partitions?: number;
  readonly sidecars?: unknown;
}

export interface RawScale {
  readonly min?: number;
  readonly max?: number;
}

export interface RawOrdered {
  readonly enabled?: boolean;
}

export interface RawLimits {
  readonly readBatchSize?: number;
  readonly readTimeout?: string;
  readonly concurrency?: number;
  readonly bufferMaxLength?: number;
  readonly bufferUsageLimit?: number;
}

export interface RawSource {
  readonly generator?: RawGenerator;
  readonly transformer?: object;
  readonly [kind: string]: unknown;
}

export interface RawGenerator {
  readonly rpu?: number;
  readonly duration?: string;
  readonly msgSize?: number;
  readonly keyCount?: number;
  readonly value?: number;
  readonly valueBlob?: string;
}

export interface RawUdf {
  readonly groupBy?: {
    readonly window?: Readonly<Partial<Record<"fixed" | "sliding" | "session" | "accumulator", { length?: string }>>>;
    readonly keyed?: boolean;
    readonly allowedLateness?: string;
    readonly storage?: object;
  };
  readonly retryStrategy?: unknown;
}

export type RawOneSink = Readonly<Record<string, unknown>>;

export interface RawSink extends RawOneSink {
  readonly fallback?: RawOneSink;
  readonly onSuccess?: RawOneSink;
  readonly retryStrategy?: {
    readonly backoff?: { interval?: string; steps?: number; factor?: number; cap?: string; jitter?: number };
    readonly onFailure?: "retry" | "fallback" | "drop";
  };
}

export interface RawConditions {
  readonly tags?: { readonly operator?: "or" | "and" | "not"; readonly values: readonly string[] };
}

export interface RawEdge {
  readonly from: string;
  readonly to: string;
  readonly conditions?: RawConditions;
  readonly onFull?: "retryUntilSuccess" | "discardLatest";
}

export interface RawWatermark {
  readonly disabled?: boolean;
  readonly maxDelay?: string;
  readonly idleSource?: {
    readonly threshold?: string;
    readonly incrementBy?: string;
    readonly stepInterval?: string;
    readonly initSourceDelay?: string;
  };
}
