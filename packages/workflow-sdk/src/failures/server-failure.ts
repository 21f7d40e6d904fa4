import { brandFailure } from "./brand.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface ServerFailureOptions extends FailureOptions {
  readonly nonRetryable?: boolean;
}

/** A failure that the server itself is the origin of. */
export class ServerFailure extends TemporalFailure {
  readonly nonRetryable: boolean;

  static {
    brandFailure(this, "ServerFailure");
  }

  constructor(message?: string, options: ServerFailureOptions = {}) {
    super(message, options);
    this.nonRetryable = options.nonRetryable ?? false;
  }
}
