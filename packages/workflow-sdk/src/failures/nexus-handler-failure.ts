import { brandFailure } from "./brand.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface NexusHandlerFailureOptions extends FailureOptions {
  /** A name of the Nexus protocol, such as `BAD_REQUEST`, `NOT_FOUND`, `INTERNAL`. */
  readonly type?: string;
  readonly retryable?: boolean | undefined;
}

/** The handler of a Nexus operation answered with an error of the Nexus protocol. */
export class NexusHandlerFailure extends TemporalFailure {
  readonly type: string;
  /** What the handler said of retrying; undefined if it left that to the type. */
  readonly retryable: boolean | undefined;

  static {
    brandFailure(this, "NexusHandlerFailure");
  }

  constructor(message?: string, options: NexusHandlerFailureOptions = {}) {
    super(message, options);
    this.type = options.type ?? "";
    this.retryable = options.retryable;
  }
}
