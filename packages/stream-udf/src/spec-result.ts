/** A place in the text of a spec. Lines and columns count from 1. */
export interface SpecPlace {
  /** What `runSpec` was told the file is called; default `"spec"`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A field that the spec has and the local engine does not act on. */
export interface SpecNote extends SpecPlace {
  /** `spec.vertices[1].scale` */
  readonly field: string;
  /** Why it has no effect here, or what the cluster will object to. */
  readonly why: string;
}

/**
 * Counts of one vertex, by the names that the engine's metrics have: of a `MonoVertex` `monovtx_read_total`,
 * `monovtx_ack_total`, `monovtx_sink_write_total` …, of a vertex of a `Pipeline` `forwarder_data_read_total`,
 * `forwarder_ack_total`, `forwarder_write_total` … A count that is zero is absent.
 */
export type SpecCounters = Readonly<Record<string, number>>;

/**
 * Why messages went no further: `tag` (the handler said so), `no-edge` (no edge took its tags), `buffer-full`
 * (`onFull: discardLatest`), `sink-retries` (`onFailure: drop`), `max-deliveries` (handed back too often), `bypass`
 * (the primary sink takes none but those with its tags), and the reducer's `no-valid-wm-late-message`, `late-message`,
 * `old-message-popped-up`, `open-window` (`openWindows: "discard"`).
 */
export type DropReason =
  | "tag"
  | "no-edge"
  | "buffer-full"
  | "sink-retries"
  | "max-deliveries"
  | "bypass"
  | "no-valid-wm-late-message"
  | "late-message"
  | "old-message-popped-up"
  | "open-window";

export interface SpecDrop {
  readonly vertex: string;
  readonly reason: DropReason;
  readonly count: number;
}

/** What one vertex did. */
export interface VertexStats {
  readonly name: string;
  readonly kind: "source" | "map" | "reduce" | "sink" | "monoVertex";
  readonly counters: SpecCounters;
  /** The watermark when the run ended. Absent in a `MonoVertex`, and where none was ever known. */
  readonly watermark?: Date;
}

/** What a run did. */
export interface SpecResult {
  readonly kind: "MonoVertex" | "Pipeline";
  readonly name: string;
  /** In the order of the flow. */
  readonly vertices: readonly VertexStats[];
  /** Those of all vertices together. */
  readonly counters: SpecCounters;
  readonly dropped: readonly SpecDrop[];
  /** Fields that had no effect; each is logged as a warning, too. */
  readonly notes: readonly SpecNote[];
  readonly elapsedMs: number;
}
