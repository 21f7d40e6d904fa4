import type { failure as wire } from "@millrace/protocol/temporal";

/** Registered, so that a second installed copy finds what the first one kept. */
const original = Symbol.for("@millrace/failure-message");

type WithOriginal = Error & { readonly [original]?: wire.Failure };

/** Remembers the message that an error was made from: it is sent again as it came, with all that it carried. */
export function keepOriginal(error: Error, failure: wire.Failure): void {
  Object.defineProperty(error, original, { value: failure, configurable: true });
}

export function originalOf(error: Error): wire.Failure | undefined {
  return (error as WithOriginal)[original];
}
