import { checkOptions } from "@millrace/protocol";
import type { MaybePromise, PayloadConverter } from "@millrace/protocol/payload";
import type { ProtoFailure } from "./failures/proto-failure.ts";
import type { SerializationContext } from "./serialization-context.ts";
import { errorToFailure } from "./wire/failure/error-to-failure.ts";
import { failureToError } from "./wire/failure/failure-to-error.ts";
import { wireFailure } from "./wire/failure/wire-failure.ts";

/** Turns whatever was thrown into a failure that travels, and back. The values in it go through the payload converter. */
export interface FailureConverter {
  errorToFailure(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): MaybePromise<ProtoFailure>;
  failureToError(
    failure: ProtoFailure,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): MaybePromise<Error>;
}

export interface DefaultFailureConverterOptions {
  /**
   * Whether messages and stack traces travel as payloads, so that codecs encrypt them too; a reader without the codec
   * sees `Encoded failure`. Default `false`.
   */
  readonly encodeCommonAttributes?: boolean;
}

/**
 * Failures in the form of the official SDKs. Errors that are no {@link TemporalFailure} become an application failure
 * with the error's name as type; a failure that came from the wire is sent again as it came. Chains of causes are cut
 * after 50, and where they meet themselves.
 *
 * @throws what the payload converter throws.
 */
export class DefaultFailureConverter implements FailureConverter {
  readonly #encodeCommonAttributes: boolean;

  constructor(options: DefaultFailureConverterOptions = {}) {
    checkOptions(options, ["encodeCommonAttributes"], "DefaultFailureConverter");
    this.#encodeCommonAttributes = options.encodeCommonAttributes ?? false;
  }

  errorToFailure(
    error: unknown,
    converter: PayloadConverter,
    context?: SerializationContext,
  ): MaybePromise<ProtoFailure> {
    return errorToFailure(error, { converter, context, encodeCommonAttributes: this.#encodeCommonAttributes });
  }

  failureToError(
    failure: ProtoFailure,
    converter: PayloadConverter,
    context?: SerializationContext,
  ): MaybePromise<Error> {
    return failureToError(wireFailure(failure), { converter, context });
  }
}
