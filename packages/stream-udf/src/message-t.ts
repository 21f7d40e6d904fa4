import { checkNack } from "./internal/check-nack.ts";
import { requireMetadata } from "./internal/require-metadata.ts";
import { requireBytes, requireTexts, requireTime } from "./internal/require.ts";
import type { MessageOptions } from "./message.ts";
import type { NackOptions } from "./nack-options.ts";
import { reservedTags } from "./tags.ts";
import type { MetadataGroups } from "./user-metadata.ts";

const noTexts: readonly string[] = Object.freeze([]);
const noBytes = new Uint8Array(0);

/** One result of a source transform: a message with the event time that it has from now on. */
export class MessageT {
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  /** `undefined`: that of the input. */
  readonly eventTime: Date | undefined;
  readonly tags: readonly string[];
  readonly userMetadata: MetadataGroups | undefined;
  readonly nackOptions: NackOptions | undefined;

  private constructor(
    keys: readonly string[],
    value: Uint8Array,
    eventTime: Date | undefined,
    tags: readonly string[],
    userMetadata?: MetadataGroups,
    nackOptions?: NackOptions,
  ) {
    this.keys = keys;
    this.value = value;
    this.eventTime = eventTime;
    this.tags = tags;
    this.userMetadata = userMetadata;
    this.nackOptions = nackOptions;
  }

  /** To the next vertices with a new event time, from which the engine derives the watermark. */
  static toVtx(keys: readonly string[], value: Uint8Array, eventTime: Date, options: MessageOptions = {}): MessageT {
    requireTexts(keys, "keys", "MessageT.toVtx");
    requireBytes(value, "MessageT.toVtx");
    requireTime(eventTime, "MessageT.toVtx");
    const { tags = noTexts, userMetadata } = options;
    if (userMetadata !== undefined) requireMetadata(userMetadata, "MessageT.toVtx");
    return new MessageT(keys, value, eventTime, requireTexts(tags, "tags", "MessageT.toVtx"), userMetadata);
  }

  /** To the next vertices, without keys and tags. */
  static toAll(value: Uint8Array, eventTime: Date): MessageT {
    requireBytes(value, "MessageT.toAll");
    return new MessageT(noTexts, value, requireTime(eventTime, "MessageT.toAll"), noTexts);
  }

  /** To nowhere. The engine demands an event time even here; the default is that of the input. */
  static toDrop(eventTime?: Date): MessageT {
    return new MessageT(noTexts, noBytes, eventTime && requireTime(eventTime, "MessageT.toDrop"), [reservedTags.drop]);
  }

  /** Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2. */
  static toNack(options?: NackOptions): MessageT {
    return new MessageT(
      noTexts,
      noBytes,
      undefined,
      [reservedTags.nack],
      undefined,
      checkNack(options, "MessageT.toNack"),
    );
  }

  /** Marks the input as failed, for the vertex' retry strategy. Needs a Numaflow after 1.8.3. */
  static toFail(): MessageT {
    return new MessageT(noTexts, noBytes, undefined, [reservedTags.fail]);
  }
}
