import {
  BinaryNullPayloadConverter,
  BinaryPlainPayloadConverter,
  CompositePayloadConverter as CoreComposite,
  JsonPlainPayloadConverter,
  PayloadConverter as CoreConverters,
  type Payload,
} from "@millrace/protocol/payload";
import type { SerializationContext } from "../serialization-context.ts";
import {
  coreConverter,
  fromOnePayload,
  toOnePayload,
  type PayloadConverter,
  type PayloadConverterWithEncoding,
} from "./payload-converter.ts";

type Core = ConstructorParameters<typeof CoreComposite>[0][number];

abstract class OneEncoding implements PayloadConverterWithEncoding {
  abstract readonly encodingType: string;
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  toPayload(value: unknown, context?: SerializationContext): Payload | undefined {
    return toOnePayload(this.#core, value, context);
  }

  fromPayload<T>(payload: Payload, context?: SerializationContext): T {
    return fromOnePayload(this.#core, payload, context);
  }
}

/** `undefined`. */
export class UndefinedPayloadConverter extends OneEncoding {
  readonly encodingType = "binary/null";

  constructor() {
    super(new BinaryNullPayloadConverter());
  }
}

/** Bytes. */
export class BinaryPayloadConverter extends OneEncoding {
  readonly encodingType = "binary/plain";

  constructor() {
    super(new BinaryPlainPayloadConverter());
  }
}

/** What JSON can say. */
export class JsonPayloadConverter extends OneEncoding {
  readonly encodingType = "json/plain";

  constructor() {
    super(new JsonPlainPayloadConverter());
  }
}

/** Asks its converters in order, and takes the first answer; reads by the encoding that a payload names. */
export class CompositePayloadConverter implements PayloadConverter {
  readonly converters: readonly PayloadConverterWithEncoding[];
  readonly #core: CoreComposite;

  constructor(...converters: readonly PayloadConverterWithEncoding[]) {
    this.converters = converters;
    this.#core = new CoreComposite(converters.map(coreConverter));
  }

  /** @throws `PROTOCOL_NO_CONVERTER` */
  toPayload(value: unknown, context?: SerializationContext): Payload {
    return toOnePayload(this.#core, value, context) as Payload;
  }

  /** @throws `PROTOCOL_UNKNOWN_ENCODING` */
  fromPayload<T>(payload: Payload, context?: SerializationContext): T {
    return fromOnePayload(this.#core, payload, context);
  }
}

/** `undefined`, bytes, JSON. */
export class DefaultPayloadConverter extends CompositePayloadConverter {
  constructor() {
    super(new UndefinedPayloadConverter(), new BinaryPayloadConverter(), new JsonPayloadConverter());
  }
}

/** What is used if nothing else is given: reads protobuf messages as JSON too. */
export const defaultPayloadConverter: PayloadConverter = Object.freeze({
  toPayload: (value: unknown, context?: SerializationContext) =>
    toOnePayload(CoreConverters.default, value, context) as Payload,
  fromPayload: <T>(payload: Payload, context?: SerializationContext): T =>
    fromOnePayload(CoreConverters.default, payload, context),
});
