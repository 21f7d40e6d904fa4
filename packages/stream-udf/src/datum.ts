import { EventTime, type Instant } from "./event-time.ts";
import { groupsOf, type MetadataGroups, type WireMetadata } from "./user-metadata.ts";

/** One message as a handler sees it. */
export interface Datum {
  /** Empty where the vertex before set none. */
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  /** When what the message tells happened. The epoch where the engine sent none. */
  readonly eventTime: Date;
  /** No message earlier than this is expected any more. One millisecond before the epoch where the engine sent none. */
  readonly watermark: Date;
  readonly headers: Readonly<Record<string, string>>;
  /** What earlier vertices attached: group → key → value. Results carry on only what they attach themselves. */
  readonly userMetadata: MetadataGroups;
  /** What the engine attached, read-only: `retry_count` in group `sink`, trace context in group `tracing`. */
  readonly systemMetadata: MetadataGroups;
}

/** One message of a sink's batch. The sink answers with its `id`. */
export interface SinkDatum extends Datum {
  readonly id: string;
}

/** What a datum is read from: the request message of any kind has this shape. */
export interface DatumSource {
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  readonly eventTime?: Instant | undefined;
  readonly watermark?: Instant | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata?: WireMetadata | undefined;
}

const epoch: Instant = Object.freeze({ seconds: 0n, nanos: 0 });
const beforeEpoch: Instant = Object.freeze({ seconds: -1n, nanos: 999_000_000 });

/** Reads its source when asked: most handlers look at the value alone, and dates cost more than all the rest. */
export class LazyDatum implements Datum {
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  protected readonly source: DatumSource;

  constructor(source: DatumSource) {
    this.keys = source.keys;
    this.value = source.value;
    this.source = source;
  }

  get eventTime(): Date {
    return new EventTime(this.source.eventTime ?? epoch);
  }

  get watermark(): Date {
    return new EventTime(this.source.watermark ?? beforeEpoch);
  }

  get headers(): Readonly<Record<string, string>> {
    return this.source.headers;
  }

  get userMetadata(): MetadataGroups {
    return groupsOf(this.source.metadata?.userMetadata);
  }

  get systemMetadata(): MetadataGroups {
    return groupsOf(this.source.metadata?.sysMetadata);
  }
}

export class LazySinkDatum extends LazyDatum implements SinkDatum {
  readonly id: string;

  constructor(source: DatumSource & { readonly id: string }) {
    super(source);
    this.id = source.id;
  }
}
