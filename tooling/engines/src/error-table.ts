import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const engineErrors = {
  ENGINE_TOOLCHAIN_MISSING: {
    summary: "A toolchain that an engine is built or run with is absent or too old.",
    remedy: "Install the version that the message names and put it on the PATH.",
  },
  ENGINE_COMMAND_FAILED: {
    summary: "A command that installs, builds or starts an engine failed.",
    remedy: "Run the command of the message by hand; its output says more.",
    retryable: true,
  },
} as const;

export type EngineErrorCode = ErrorCodeOf<typeof engineErrors>;
