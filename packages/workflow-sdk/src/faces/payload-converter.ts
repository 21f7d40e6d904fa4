import { encodingOf, type Payload, type PayloadConverter as CoreConverter } from "@millrace/protocol/payload";
import type { SerializationContext } from "../serialization-context.ts";

/** Turns one value into a payload, and back. */
export interface PayloadConverter {
  /** @throws if the value is none that it takes */
  toPayload(value: unknown, context?: SerializationContext): Payload;
  fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}

/** One of the parts of a {@link CompositePayloadConverter}: for one encoding. */
export interface PayloadConverterWithEncoding {
  readonly encodingType: string;
  /** Undefined for a value that it does not take. */
  toPayload(value: unknown, context?: SerializationContext): Payload | undefined;
  fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}

/** An official converter in the form that this package calls. */
export function coreConverter(official: PayloadConverter | PayloadConverterWithEncoding): CoreConverter {
  const takes = (payload: Payload): boolean =>
    !("encodingType" in official) || encodingOf(payload) === official.encodingType;
  return {
    encode(values, context) {
      const payloads = values.map((value) => official.toPayload(value, context as SerializationContext | undefined));
      return payloads.every((payload) => payload !== undefined) ? payloads : undefined;
    },
    decode(payloads, _hints, context) {
      if (!payloads.every(takes)) return undefined;
      return payloads.map((payload) => official.fromPayload(payload, context as SerializationContext | undefined));
    },
  };
}

/** What a converter of this package makes of one value. Those that the official names offer answer at once. */
export function toOnePayload(core: CoreConverter, value: unknown, context?: SerializationContext): Payload | undefined {
  const payloads = core.encode([value], context) as Payload | readonly Payload[] | undefined;
  return Array.isArray(payloads) ? (payloads as readonly Payload[])[0] : (payloads as Payload | undefined);
}

export function fromOnePayload<T>(core: CoreConverter, payload: Payload, context?: SerializationContext): T {
  return (core.decode([payload], undefined, context) as readonly T[])[0] as T;
}
