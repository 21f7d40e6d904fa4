import { checkOptions } from "@millrace/protocol";
import {
  drive,
  PayloadConverter,
  type MaybePromise,
  type Payload,
  type PayloadCodec,
} from "@millrace/protocol/payload";
import { DefaultFailureConverter, type FailureConverter } from "./failure-converter.ts";
import type { ProtoFailure } from "./failures/proto-failure.ts";
import type { SerializationContext } from "./serialization-context.ts";
import { decodeWith, encodeWith } from "./wire/apply-codecs.ts";
import { checkError, checkFailure } from "./wire/failure/converter-results.ts";
import { recodeFailure } from "./wire/failure/failure-payloads.ts";
import { decodeAll, encodeAll } from "./wire/convert-values.ts";

export interface DataConverterOptions {
  /** Default `PayloadConverter.default`. */
  readonly payloadConverter?: PayloadConverter;
  /** Default a {@link DefaultFailureConverter}. */
  readonly failureConverter?: FailureConverter;
  /** Applied in this order to what leaves, and in the reverse to what comes. Default none. */
  readonly codecs?: readonly PayloadCodec[];
}

/**
 * How values and failures become payloads, and back: converters first, then codecs on the way out. Everything that
 * users hand over goes through it (arguments, results, memos, headers, details, failures), except search attributes,
 * which the server itself reads.
 *
 * Every method may throw, beside what converters throw: `WORKFLOW_CODEC_RESULT` if a codec gives more or fewer payloads
 * than it was given, and `WORKFLOW_CODEC_FAILED` if it throws something without a code.
 */
export class DataConverter {
  static readonly default: DataConverter = new DataConverter();

  readonly payloadConverter: PayloadConverter;
  readonly failureConverter: FailureConverter;
  readonly codecs: readonly PayloadCodec[];

  constructor(options: DataConverterOptions = {}) {
    checkOptions(options, ["payloadConverter", "failureConverter", "codecs"], "DataConverter");
    this.payloadConverter = options.payloadConverter ?? PayloadConverter.default;
    this.failureConverter = options.failureConverter ?? new DefaultFailureConverter();
    this.codecs = [...(options.codecs ?? [])];
  }

  /** A data converter from what a client or worker was given for one. */
  static from(given: DataConverter | DataConverterOptions | undefined): DataConverter {
    if (given === undefined) return DataConverter.default;
    return given instanceof DataConverter ? given : new DataConverter(given);
  }

  /** A payload for each value; a converter may also make one of them all. */
  async toPayloads(values: readonly unknown[], context?: SerializationContext): Promise<readonly Payload[]> {
    return this.encode(await drive(encodeAll(values, this.#conversion(context))), context);
  }

  /** @param typeHints for each payload what the reader expects: a protobuf message's schema, or `RawValue`. */
  async fromPayloads(
    payloads: readonly Payload[],
    context?: SerializationContext,
    typeHints?: readonly unknown[],
  ): Promise<readonly unknown[]> {
    return drive(decodeAll(await this.decode(payloads, context), typeHints, this.#conversion(context)));
  }

  async toPayload(value: unknown, context?: SerializationContext): Promise<Payload> {
    // A converter gives one payload for one value: the payload package holds it to that.
    const [payload] = await this.toPayloads([value], context);
    return payload as Payload;
  }

  async fromPayload(payload: Payload, context?: SerializationContext, typeHint?: unknown): Promise<unknown> {
    const [value] = await this.fromPayloads([payload], context, [typeHint]);
    return value;
  }

  /** Values by name, as those of a memo: each has a payload of its own. */
  async toPayloadFields(
    values: Readonly<Record<string, unknown>>,
    context?: SerializationContext,
  ): Promise<Readonly<Record<string, Payload>>> {
    const payloads: Record<string, Payload> = {};
    for (const [name, value] of Object.entries(values)) {
      const [payload] = await drive(encodeAll([value], this.#conversion(context)));
      Object.defineProperty(payloads, name, { value: payload, enumerable: true, writable: true, configurable: true });
    }
    return this.encodeFields(payloads, context);
  }

  async fromPayloadFields(
    fields: Readonly<Record<string, Payload>>,
    context?: SerializationContext,
  ): Promise<Readonly<Record<string, unknown>>> {
    const decoded = Object.entries(await this.decodeFields(fields, context));
    const values: (readonly [string, unknown])[] = [];
    for (const [name, payload] of decoded) {
      const [value] = await drive(decodeAll([payload], undefined, this.#conversion(context)));
      values.push([name, value]);
    }
    return Object.fromEntries(values);
  }

  /** Codecs alone, for payloads by name, as those of headers. */
  async encodeFields(
    fields: Readonly<Record<string, Payload>>,
    context?: SerializationContext,
  ): Promise<Readonly<Record<string, Payload>>> {
    return withPayloads(fields, await this.encode(Object.values(fields), context));
  }

  /** Codecs alone, for payloads by name, as those of headers. */
  async decodeFields(
    fields: Readonly<Record<string, Payload>>,
    context?: SerializationContext,
  ): Promise<Readonly<Record<string, Payload>>> {
    return withPayloads(fields, await this.decode(Object.values(fields), context));
  }

  /** Codecs alone. */
  encode(payloads: readonly Payload[], context?: SerializationContext): Promise<readonly Payload[]> {
    return encodeWith(this.codecs, payloads, context);
  }

  /** Codecs alone. */
  decode(payloads: readonly Payload[], context?: SerializationContext): Promise<readonly Payload[]> {
    return decodeWith(this.codecs, payloads, context);
  }

  /**
   * Whatever was thrown, as a failure that travels.
   *
   * @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` if the failure converter gives something else.
   */
  async encodeFailure(error: unknown, context?: SerializationContext): Promise<ProtoFailure> {
    const failure = await this.failureConverter.errorToFailure(error, this.payloadConverter, context);
    return recodeFailure(checkFailure(failure), (payloads) => this.encode(payloads, context));
  }

  /**
   * A failure as an error. Details that codecs or converters cannot read are an {@link UndecodedValue} each.
   *
   * @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` if the failure converter gives something that is no error.
   */
  async decodeFailure(failure: ProtoFailure, context?: SerializationContext): Promise<Error> {
    const read = (given: ProtoFailure, converter: PayloadConverter): MaybePromise<Error> =>
      this.failureConverter.failureToError(given, converter, context);
    const checked = checkFailure(failure);
    let decoded: ProtoFailure;
    try {
      decoded = await recodeFailure(checked, (payloads) => this.decode(payloads, context));
    } catch (error) {
      return checkError(await read(checked, failing(error)));
    }
    return checkError(await read(decoded, this.payloadConverter));
  }

  #conversion(context: SerializationContext | undefined): Parameters<typeof encodeAll>[1] {
    return { converter: this.payloadConverter, context };
  }
}

/** Reads nothing: what codecs could not read is no converter's to guess at. */
function failing(error: unknown): PayloadConverter {
  const fail = (): never => {
    throw error;
  };
  return { encode: fail, decode: fail };
}

function withPayloads(
  fields: Readonly<Record<string, Payload>>,
  payloads: readonly Payload[],
): Readonly<Record<string, Payload>> {
  return Object.fromEntries(Object.keys(fields).map((name, index) => [name, payloads[index] as Payload]));
}
