import type { NackOptions } from "./nack-options.ts";
import type { ResponseStatus } from "./response.ts";
import type { MetadataGroups } from "./user-metadata.ts";

/** One result of a map or a reduce, as the engine sees it: from a handler, or off the wire. */
export interface MapAnswer {
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  readonly tags: readonly string[];
  readonly userMetadata: MetadataGroups | undefined;
  readonly nackOptions?: NackOptions | undefined;
}

/** One result of a source transform. */
export interface TransformAnswer extends MapAnswer {
  /** `undefined`: that of the input. */
  readonly eventTime: Date | undefined;
}

/** What a sink says of one message of its batch. */
export interface SinkAnswer {
  readonly id: string;
  readonly status: ResponseStatus;
  /** What went wrong, of a failure. */
  readonly error?: string | undefined;
  /** What the on-success sink gets instead. */
  readonly message?: Omit<MapAnswer, "tags"> | undefined;
  /** What the serving store is to keep. */
  readonly served?: Uint8Array | undefined;
  readonly nackOptions?: NackOptions | undefined;
}
