import type { ErrorCodeOf } from "./errors.ts";

/** Every error that this package raises on its own account. */
export const protocolErrors = {
  PROTOCOL_UNKNOWN_OPTION: {
    summary: "An options object has a key that the function does not know.",
    remedy: "Correct the key; the message names the nearest known one.",
  },
  PROTOCOL_INVALID_OPTION: {
    summary: "An option has a value of the wrong type or out of range.",
    remedy: "Give a value of the kind that the message names.",
  },
  PROTOCOL_NOT_ENCODABLE: {
    summary: "A value holds something that cannot be written and read back: a function, a symbol, a class instance.",
    remedy: "Remove it, or turn it into plain data, at the path that the message names.",
  },
  PROTOCOL_CYCLE: {
    summary: "A value contains itself.",
    remedy: "Break the cycle at the path that the message names.",
  },
  PROTOCOL_TOO_DEEP: {
    summary: "A value is nested deeper than 1000 levels.",
    remedy: "Flatten it: a list of records with references instead of a chain of objects.",
  },
  PROTOCOL_MALFORMED: {
    summary: "Bytes or text are not what their encoding promises.",
    remedy: "Find out who wrote them; the message names the place.",
  },
} as const;

export type ProtocolErrorCode = ErrorCodeOf<typeof protocolErrors>;
