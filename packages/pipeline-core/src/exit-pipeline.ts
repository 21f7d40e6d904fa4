export interface ExitPipelineOptions extends ErrorOptions {
  /** `true` ends the run as failed. Default `false`: the run ends as `exited` and `run()` resolves. */
  readonly error?: boolean;
  /** Becomes the value of the stage that threw. Default `undefined`. */
  readonly value?: unknown;
}

const brand: unique symbol = Symbol.for("@millrace/pipeline-core/exit") as never;

/**
 * Thrown by a stage to end the run early. No further stage starts, the remaining ones are `not_run`, and the throwing
 * stage is never retried.
 */
export class ExitPipeline extends Error {
  readonly error: boolean;
  readonly value: unknown;

  static {
    Object.defineProperty(ExitPipeline.prototype, brand, { value: true });
    Object.defineProperty(ExitPipeline.prototype, "name", {
      value: "ExitPipeline",
      writable: true,
      configurable: true,
    });
  }

  constructor(message = "the pipeline was ended by a stage", options: ExitPipelineOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.error = options.error ?? false;
    this.value = options.value;
  }

  /** Recognises the class across installed copies of this package. */
  static is(value: unknown): value is ExitPipeline {
    try {
      return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[brand] === true;
    } catch {
      // What cannot be read is something else that was thrown.
      return false;
    }
  }
}
