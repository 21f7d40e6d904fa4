import type { HlcTimestamp, RawMetadata } from "./node-link.ts";
import { ExactParameter, type ParameterInput, type ParameterValue, type TypedParameter } from "./parameter.ts";
import { isInternalKey, plainParameter, typeParameters } from "./typed-parameters.ts";

/** What came with a message: when it was sent, and the parameters that its sender gave. */
export interface Metadata {
  /** When the message was sent, by the clock of its sender; cut to milliseconds. */
  readonly timestamp: Date;
  /** The same time in full, with the id of the clock. */
  readonly hlc: HlcTimestamp;
  /** Without those that only links use. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /**
   * The parameters for a message that follows from this one, with the kinds that they had: tracing context, request
   * ids, and whatever else the sender gave. Its time is its own: a parameter `timestamp` is left out. To change one,
   * `{ ...metadata.forward(), seq: 4 }`.
   */
  readonly forward: () => Readonly<Record<string, ParameterInput>>;
}

/** The third argument of `sendOutput`: parameters, or the metadata of an input, which counts as its `forward()`. */
export type MetadataInput = Metadata | Readonly<Record<string, ParameterInput>>;

/** Metadata over what a link gave; nothing is converted before somebody reads it. */
export class EventMetadata implements Metadata {
  readonly #raw: RawMetadata;
  #parameters: Readonly<Record<string, ParameterValue>> | undefined;

  constructor(raw: RawMetadata) {
    this.#raw = raw;
  }

  get timestamp(): Date {
    return dateOf(this.#raw.timestamp);
  }

  get hlc(): HlcTimestamp {
    return this.#raw.timestamp;
  }

  get parameters(): Readonly<Record<string, ParameterValue>> {
    return (this.#parameters ??= Object.fromEntries(
      this.#visible().map(([key, typed]) => [key, plainParameter(typed)]),
    ));
  }

  forward(): Readonly<Record<string, ParameterInput>> {
    return Object.fromEntries(
      this.#forwarded().map(([key, typed]) => [
        key,
        typed.kind === "bool" || typed.kind === "string" ? typed.value : new ExactParameter(typed),
      ]),
    );
  }

  /** What {@link forward} means, as links send it. */
  forwardTyped(): ReadonlyMap<string, TypedParameter> {
    return new Map(this.#forwarded());
  }

  /** What a log or a console shall show. */
  toJSON(): { readonly timestamp: Date; readonly parameters: Readonly<Record<string, ParameterValue>> } {
    return { timestamp: this.timestamp, parameters: this.parameters };
  }

  #visible(): [string, TypedParameter][] {
    return [...this.#raw.parameters].filter(([key]) => !isInternalKey(key));
  }

  #forwarded(): [string, TypedParameter][] {
    return this.#visible().filter(([key]) => key !== "timestamp");
  }
}

const noParameters: ReadonlyMap<string, TypedParameter> = new Map();

/**
 * What a sender gave as metadata, as links send it.
 *
 * @throws `DATAFLOW_INVALID_PARAMETER` naming the key of what is no parameter.
 */
export function parametersToSend(input: MetadataInput | undefined): ReadonlyMap<string, TypedParameter> {
  if (input === undefined) return noParameters;
  if (input instanceof EventMetadata) return input.forwardTyped();
  return typeParameters(isMetadata(input) ? input.forward() : input);
}

/** Metadata of a test, or of another copy of this package. A parameter cannot be a function. */
const isMetadata = (input: MetadataInput): input is Metadata => typeof input["forward"] === "function";

/** The date of a clock's reading: NTP64 has seconds in its upper half and their fraction in the lower. */
function dateOf({ time }: HlcTimestamp): Date {
  const seconds = Number(time >> 32n);
  const fraction = Number(time & 0xffff_ffffn) / 0x1_0000_0000;
  // The fraction of a whole millisecond was rounded down when it was stamped.
  return new Date(seconds * 1000 + Math.floor(fraction * 1000 + 1e-6));
}
