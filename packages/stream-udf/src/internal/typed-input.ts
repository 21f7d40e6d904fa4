import type { MaybePromise } from "../component.ts";
import type { Datum } from "../datum.ts";
import { UdfError } from "../errors.ts";
import type { ValueCodec } from "../value-codec.ts";
import { messageOf } from "./message-of.ts";
import { isPromise } from "./when-done.ts";

/**
 * Hands the decoded value of a datum to `handle`. A value that does not fit goes to `onInvalid`, or fails as
 * `UDF_DECODE_FAILED`; what `handle` throws is not looked at. No promise is made if nothing gives one.
 */
export function withValue<In, D extends Datum, Result>(
  codec: ValueCodec<In, never>,
  datum: D,
  where: string,
  handle: (value: In) => MaybePromise<Result>,
  onInvalid: ((error: UdfError, datum: D) => MaybePromise<Result>) | undefined,
): MaybePromise<Result> {
  const refuse = (cause: unknown): MaybePromise<Result> => {
    const message = `a message for ${where} does not fit the codec '${codec.name}': ${messageOf(cause)}`;
    const error = new UdfError("UDF_DECODE_FAILED", message, { cause, details: { where, codec: codec.name } });
    if (onInvalid === undefined) throw error;
    return onInvalid(error, datum);
  };
  let value: MaybePromise<In>;
  try {
    value = codec.decode(datum.value);
  } catch (cause) {
    return refuse(cause);
  }
  return isPromise(value) ? value.then(handle, refuse) : handle(value);
}
