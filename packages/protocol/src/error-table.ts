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
  PROTOCOL_ALREADY_RUN: {
    summary: "A runnable was run a second time.",
    remedy: "Create a new one for each run.",
  },
  PROTOCOL_STOP_TIMEOUT: {
    summary: "The work of a runnable did not return after it was asked, and then forced, to stop.",
    remedy: "Make the work return when the `forced` signal of its scope aborts.",
  },
  PROTOCOL_DEADLINE_EXCEEDED: {
    summary: "Something took longer than it was allowed to.",
    remedy: "Raise the limit, or find out what it waits for.",
    retryable: true,
  },
  PROTOCOL_QUEUE_CLOSED: {
    summary: "An item was pushed into a queue that nobody reads any more.",
    remedy: "Stop producing when a push rejects.",
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
  PROTOCOL_CONVERTER_RESULT: {
    summary: "A payload converter returned something else than one result, a list as long as its input, or undefined.",
    remedy: "Correct the converter that the message names; a single value that is an array goes into a list of one.",
  },
  PROTOCOL_NO_CONVERTER: {
    summary: "No payload converter takes a value.",
    remedy: "Add a converter that does, or turn the value into plain data.",
  },
  PROTOCOL_UNKNOWN_ENCODING: {
    summary: "No payload converter reads a payload's encoding.",
    remedy: "Add the converter or codec that the writer of the payload used.",
  },
  PROTOCOL_UNKNOWN_MESSAGE_TYPE: {
    summary: "A protobuf message or payload is of a type that the converter's registry does not hold.",
    remedy: "Pass the converter a registry made with `createRegistry(...)` from the message's schema.",
  },
  PROTOCOL_PROTOBUF_MISSING: {
    summary: "A protobuf payload is to be written or read, and the optional peer dependency is not installed.",
    remedy: "Run `npm install @bufbuild/protobuf`.",
  },
  PROTOCOL_PAYLOAD_TOO_LARGE: {
    summary: "A compressed payload would grow beyond the codec's limit.",
    remedy: "Raise `maxBytes` of the codec if the payload is one of yours.",
  },
  PROTOCOL_UNKNOWN_KEY: {
    summary: "A payload is encrypted with a key that the codec does not have.",
    remedy: "Make the codec's `key` function return the key of the id that the message names.",
  },
  PROTOCOL_DECRYPTION_FAILED: {
    summary: "An encrypted payload was changed on its way, or encrypted with another key.",
    remedy: "Check that writer and reader use the same key under the same id.",
  },
} as const;

export type ProtocolErrorCode = ErrorCodeOf<typeof protocolErrors>;
