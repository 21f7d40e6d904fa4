import { brandFailure } from "./brand.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface CancelledFailureOptions extends FailureOptions {
  readonly details?: readonly unknown[];
}

/** A workflow or an activity was cancelled, and has ended for this reason. */
export class CancelledFailure extends TemporalFailure {
  readonly details: readonly unknown[];

  static {
    brandFailure(this, "CancelledFailure");
  }

  constructor(message?: string, options: CancelledFailureOptions = {}) {
    super(message, options);
    this.details = [...(options.details ?? [])];
  }
}
