import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  METADATA_ENCODING_KEY,
  PayloadConverterError,
  UndefinedPayloadConverter,
  type Payload,
  type PayloadConverterWithEncoding,
} from "@millrace/workflow-sdk/common";

/** An amount that JSON has no form for. */
export class Money {
  readonly cents: bigint;
  readonly currency: string;

  constructor(cents: bigint, currency: string) {
    this.cents = cents;
    this.currency = currency;
  }
}

class MoneyConverter implements PayloadConverterWithEncoding {
  readonly encodingType = "text/money";

  toPayload(value: unknown): Payload | undefined {
    if (!(value instanceof Money)) return undefined;
    if (value.currency === "") throw new PayloadConverterError("money without a currency");
    const data = new TextEncoder().encode(`${value.cents} ${value.currency}`);
    return { metadata: { [METADATA_ENCODING_KEY]: new TextEncoder().encode(this.encodingType) }, data };
  }

  fromPayload<T>({ data }: Payload): T {
    if (!data) throw new PayloadConverterError("money without data");
    const [cents = "0", currency = ""] = new TextDecoder().decode(data).split(" ");
    return new Money(BigInt(cents), currency) as T;
  }
}

export const payloadConverter: CompositePayloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  new MoneyConverter(),
  new JsonPayloadConverter(),
);
