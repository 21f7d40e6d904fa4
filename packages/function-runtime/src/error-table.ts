import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const functionErrors = {
  FUNCTION_INVALID_KEY: {
    summary: "A reference to an entity, function or task is not of the form that such references have.",
    remedy: "Take it from the entity's `key`, or write it as the message shows.",
  },
} as const;

export type FunctionErrorCode = ErrorCodeOf<typeof functionErrors>;
