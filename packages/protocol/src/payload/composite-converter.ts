import { drive, type MaybePromise } from "../internal/drive.ts";
import type { PayloadConverter } from "./converter.ts";
import { noConverter, tryDecode, tryEncode, unknownEncoding } from "./list-rule.ts";
import type { Payload } from "./payload.ts";

/**
 * Asks its converters in order, for each value and payload by itself, and takes the first answer; so a list may mix
 * kinds, and every value has a payload of its own, as other SDKs expect. Composites within a composite are flattened.
 *
 * @throws `PROTOCOL_NO_CONVERTER`, `PROTOCOL_UNKNOWN_ENCODING` when none answers; what a converter throws.
 */
export class CompositePayloadConverter implements PayloadConverter {
  readonly converters: readonly PayloadConverter[];

  constructor(converters: readonly PayloadConverter[]) {
    this.converters = converters.flatMap((converter) =>
      converter instanceof CompositePayloadConverter ? converter.converters : [converter],
    );
  }

  encode(values: readonly unknown[], context?: unknown): MaybePromise<Payload[]> {
    return drive(this.#encode(values, context));
  }

  decode(payloads: readonly Payload[], typeHints: readonly unknown[] = [], context?: unknown): MaybePromise<unknown[]> {
    return drive(this.#decode(payloads, typeHints, context));
  }

  *#encode(values: readonly unknown[], context: unknown): Generator<unknown, Payload[], unknown> {
    const payloads: Payload[] = [];
    for (const value of values) payloads.push(yield* this.#encodeOne(value, context));
    return payloads;
  }

  *#encodeOne(value: unknown, context: unknown): Generator<unknown, Payload, unknown> {
    for (const converter of this.converters) {
      const payload = (yield* tryEncode(converter, [value], context))?.[0];
      if (payload !== undefined) return payload;
    }
    throw noConverter(value);
  }

  *#decode(
    payloads: readonly Payload[],
    typeHints: readonly unknown[],
    context: unknown,
  ): Generator<unknown, unknown[], unknown> {
    const values: unknown[] = [];
    for (const [index, payload] of payloads.entries())
      values.push(yield* this.#decodeOne(payload, typeHints[index], context));
    return values;
  }

  *#decodeOne(payload: Payload, typeHint: unknown, context: unknown): Generator<unknown, unknown, unknown> {
    for (const converter of this.converters) {
      const values = yield* tryDecode(converter, [payload], [typeHint], context);
      if (values !== undefined) return values[0];
    }
    throw unknownEncoding(payload);
  }
}
