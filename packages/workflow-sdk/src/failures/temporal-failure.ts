import { brandFailure, isOfFailureClass } from "./brand.ts";

export interface FailureOptions {
  readonly cause?: unknown;
}

/**
 * What workflows and activities fail with, in a form that travels between them and between SDKs. `instanceof` also
 * recognises failures that another copy of this package, or the official package, made.
 */
export class TemporalFailure extends Error {
  static {
    brandFailure(this, "TemporalFailure");
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOfFailureClass(this, value);
  }

  constructor(message?: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
}
