import { checkNack } from "./internal/check-nack.ts";
import { requireMetadata } from "./internal/require-metadata.ts";
import { requireBytes, requireTexts } from "./internal/require.ts";
import type { NackOptions } from "./nack-options.ts";
import { reservedTags } from "./tags.ts";
import type { MetadataGroups } from "./user-metadata.ts";

export interface MessageOptions<Tag extends string = string> {
  /** Edges with tag conditions compare these. Default: none, which edges without a condition let pass. */
  readonly tags?: readonly Tag[];
  /** Travels with the message. Default: none; what came with the input is not carried on. */
  readonly userMetadata?: MetadataGroups;
}

const noTexts: readonly string[] = Object.freeze([]);
const noBytes = new Uint8Array(0);

/** One result of a map or reduce. Made by its factories only. */
export class Message {
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  readonly tags: readonly string[];
  readonly userMetadata: MetadataGroups | undefined;
  readonly nackOptions: NackOptions | undefined;

  private constructor(
    keys: readonly string[],
    value: Uint8Array,
    tags: readonly string[],
    userMetadata?: MetadataGroups,
    nackOptions?: NackOptions,
  ) {
    this.keys = keys;
    this.value = value;
    this.tags = tags;
    this.userMetadata = userMetadata;
    this.nackOptions = nackOptions;
  }

  /** To the next vertices, with these keys; `tags` choose among the edges that have conditions. */
  static toVtx(keys: readonly string[], value: Uint8Array, options?: MessageOptions): Message {
    requireTexts(keys, "keys", "Message.toVtx");
    requireBytes(value, "Message.toVtx");
    if (options === undefined) return new Message(keys, value, noTexts);
    const { tags = noTexts, userMetadata } = options;
    if (userMetadata !== undefined) requireMetadata(userMetadata, "Message.toVtx");
    return new Message(keys, value, requireTexts(tags, "tags", "Message.toVtx"), userMetadata);
  }

  /** To the next vertices, without keys and tags. */
  static toAll(value: Uint8Array): Message {
    return new Message(noTexts, requireBytes(value, "Message.toAll"), noTexts);
  }

  /** To nowhere: the input counts as done. */
  static toDrop(): Message {
    return new Message(noTexts, noBytes, [reservedTags.drop]);
  }

  /** Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2; an older engine forwards it. */
  static toNack(options?: NackOptions): Message {
    return new Message(noTexts, noBytes, [reservedTags.nack], undefined, checkNack(options, "Message.toNack"));
  }

  /** Marks the input as failed, for the vertex' retry strategy. Needs a Numaflow after 1.8.3. */
  static toFail(): Message {
    return new Message(noTexts, noBytes, [reservedTags.fail]);
  }
}
