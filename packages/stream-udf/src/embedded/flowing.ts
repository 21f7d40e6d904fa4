import type { DatumSource } from "../datum.ts";
import { EventTime, type Instant } from "../event-time.ts";
import { wireGroupsOf, type WireMetadata } from "../user-metadata.ts";
import type { MapAnswer, TransformAnswer } from "../answer.ts";

const none: readonly string[] = Object.freeze([]);
const noHeaders: Readonly<Record<string, string>> = Object.freeze({});

/** A message on its way through the vertices. Made for each result of each handler, so it is kept small. */
export class Flowing implements DatumSource {
  readonly id: string;
  readonly keys: readonly string[];
  readonly value: Uint8Array;
  readonly eventTime: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: WireMetadata | undefined;
  readonly tags: readonly string[];
  /** The message that was read, of whose results this is one: what is acknowledged. An edge makes it the message itself. */
  origin: Flowing;
  /** The watermark of the vertex that reads it; `undefined` where there is none. Set by the edge that it comes by. */
  watermarkMs: number | undefined = undefined;
  /** Its event time was before the source's watermark already. */
  isLate = false;
  /** How often it was handed back. */
  returns = 0;

  constructor(
    id: string,
    keys: readonly string[],
    value: Uint8Array,
    eventTime: Instant,
    headers: Readonly<Record<string, string>> = noHeaders,
    metadata?: WireMetadata,
    tags: readonly string[] = none,
    origin?: Flowing,
  ) {
    this.id = id;
    this.keys = keys;
    this.value = value;
    this.eventTime = eventTime;
    this.headers = headers;
    this.metadata = metadata;
    this.tags = tags;
    this.origin = origin ?? this;
  }

  get watermark(): Instant | undefined {
    return this.watermarkMs === undefined ? undefined : instantOfMs(this.watermarkMs);
  }
}

/** Milliseconds since the epoch; what is finer does not count for watermarks and windows. */
export const msOfInstant = ({ seconds, nanos }: Instant): number => Number(seconds) * 1000 + Math.floor(nanos / 1e6);

export function instantOfMs(ms: number): Instant {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1e6 };
}

/** The message that a map's answer makes of its input. Event time, headers and system metadata stay. */
export function resultOf(input: Flowing, { keys, value, tags, userMetadata }: MapAnswer, nth: number): Flowing {
  return childOf(input, keys, value, input.eventTime, tags, userMetadata, nth);
}

/** The message that a source transform's answer makes of its input. */
export function transformedOf(input: Flowing, answer: TransformAnswer, nth: number): Flowing {
  const { keys, value, tags, userMetadata } = answer;
  const eventTime = answer.eventTime === undefined ? input.eventTime : EventTime.instantOf(answer.eventTime);
  return childOf(input, keys, value, eventTime, tags, userMetadata, nth);
}

function childOf(
  input: Flowing,
  keys: readonly string[],
  value: Uint8Array,
  eventTime: Instant,
  tags: readonly string[],
  userMetadata: MapAnswer["userMetadata"],
  nth: number,
): Flowing {
  const child = new Flowing(
    `${input.id}-${nth}`,
    keys,
    value,
    eventTime,
    input.headers,
    metadataOf(input.metadata?.sysMetadata, userMetadata),
    tags,
    input.origin,
  );
  child.watermarkMs = input.watermarkMs;
  child.isLate = input.isLate;
  return child;
}

export function metadataOf(
  sysMetadata: WireMetadata["sysMetadata"] | undefined,
  userMetadata: MapAnswer["userMetadata"],
): WireMetadata | undefined {
  if (sysMetadata === undefined && userMetadata === undefined) return undefined;
  return { sysMetadata: sysMetadata ?? {}, userMetadata: userMetadata === undefined ? {} : wireGroupsOf(userMetadata) };
}
