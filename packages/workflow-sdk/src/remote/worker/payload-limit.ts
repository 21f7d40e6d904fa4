import type { Payload } from "@millrace/protocol/payload";
import { ApplicationFailure } from "../../failures/application-failure.ts";

/** What payloads take in a message, but for some bytes of framing. */
export function sizeOf(payloads: readonly Payload[]): number {
  let bytes = 0;
  for (const { data, metadata } of payloads) {
    bytes += data.length;
    for (const key in metadata) bytes += key.length + (metadata[key] as Uint8Array).length;
  }
  return bytes;
}

/**
 * The failure in the place of what the server does not take. It is not retried: the next attempt would compute the same,
 * and so on for as long as the retry policy allows.
 */
export function tooLarge(what: string, bytes: number, limitBytes?: number): ApplicationFailure {
  const limit = limitBytes === undefined ? "which the server does not take" : `and the namespace takes ${limitBytes}`;
  const message = `${what} is ${bytes} bytes long, ${limit}; store it elsewhere, and pass on where it is`;
  return ApplicationFailure.nonRetryable(message, "PayloadsTooLarge");
}
