import type { Payload } from "@millrace/protocol/payload";
import { RawValue as CoreRawValue } from "../raw-value.ts";
import type { SerializationContext } from "../serialization-context.ts";
import type { PayloadConverter } from "./payload-converter.ts";
import { defaultPayloadConverter } from "./payload-converters.ts";

/** A value that is converted here and now, and passes every payload converter as it is. */
export class RawValue extends CoreRawValue {
  constructor(
    value: unknown,
    payloadConverter: PayloadConverter = defaultPayloadConverter,
    context?: SerializationContext,
  ) {
    super(payloadConverter.toPayload(value, context));
  }

  static fromPayload(payload: Payload): CoreRawValue {
    return new CoreRawValue(payload);
  }
}
