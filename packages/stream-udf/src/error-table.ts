import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const udfErrors = {
  UDF_INVALID_MESSAGE: {
    summary: "A message or response is made from a value of the wrong type.",
    remedy: "Pass what the message names; values are bytes, keys and tags are lists of strings.",
  },
  UDF_INVALID_NACK: {
    summary: "An option of a negative acknowledgement is unknown, or has a value that does not fit it.",
    remedy: "Correct the option that the message names.",
  },
  UDF_INVALID_DEFINITION: {
    summary: "A definition lacks a handler or codec, or is given something that is not one.",
    remedy: "Pass what the message names.",
  },
  UDF_NO_HANDLER: {
    summary: "A server or servicer is given no handler to serve.",
    remedy: "Give it at least one.",
  },
  UDF_DECODE_FAILED: {
    summary: "A value does not fit its codec: it is not of the format, or does not pass the schema.",
    remedy: "Correct what the vertex before sends, or say with `onInvalid` what is to become of such messages.",
  },
  UDF_ENCODE_FAILED: {
    summary: "A result does not fit the codec of its definition.",
    remedy: "Return values that the codec can write and that pass its schema.",
  },
  UDF_INVALID_RESULT: {
    summary: "A handler returned something other than results.",
    remedy: "Return what the message names; a value that is to go on is wrapped as a message.",
  },
  UDF_UNKNOWN_TAG: {
    summary: "A result has a tag that its definition does not declare.",
    remedy: "Declare it in `tags`, or correct it.",
  },
  UDF_SINK_RESPONSES: {
    summary: "A sink did not answer each message of its batch exactly once.",
    remedy: "Answer each `id` once; the message names those that are missing, doubled or unknown.",
  },
  UDF_HANDLER_FAILED: {
    summary: "A handler threw. The call ended with the engine's UDF_EXECUTION_ERROR, and the server stopped.",
    remedy: "See the cause: it is what the handler threw.",
  },
  UDF_HANDLER_TIMEOUT: {
    summary: "A handler did not answer within `handlerTimeoutMs`.",
    remedy: "Raise the limit, or make the handler answer; its `signal` has aborted.",
  },
  UDF_SERVER_CLOSED: {
    summary: "A server was started that had been closed before it listened.",
    remedy: "Make a new one; a server serves once.",
  },
  UDF_DIRECTORY_UNUSABLE: {
    summary: "The directory of sockets and server-info files cannot be made or written to.",
    remedy: "Make it writable, or choose another with `directory`; the engine looks in /var/run/numaflow.",
  },
  UDF_ALREADY_REPORTED: {
    summary: "persistCriticalError was called a second time.",
    remedy: "Report once: the engine shows one critical error of a process.",
  },
  UDF_REPORT_FAILED: {
    summary: "A critical error could not be written to the directory of runtime errors.",
    remedy: "Make /var/numaflow/runtime writable, or choose another directory with `directory`.",
  },
  UDF_SERVER_INFO_INVALID: {
    summary: "A server-info file is torn, or is not what a server writes.",
    remedy: "Wait until the server has written it; if it stays so, see who else writes to the directory.",
  },
  UDF_SPEC_MALFORMED: {
    summary: "The text of a spec is not one YAML document.",
    remedy: "Correct it at the line and column that the message names.",
  },
  UDF_SPEC_UNKNOWN_FIELD: {
    summary: "A spec has a field that Numaflow does not know, or knows elsewhere only.",
    remedy: "Correct or remove it; the message names the nearest known field.",
  },
  UDF_SPEC_INVALID: {
    summary:
      "A field of a spec is missing, of the wrong type, or contradicts another; Numaflow would refuse it as well.",
    remedy: "Correct it at the line and column that the message names.",
  },
  UDF_SPEC_UNSUPPORTED: {
    summary: "A spec needs something that the real engine has and the local one has not.",
    remedy: "Run it on Numaflow, or put a component of your own in its place.",
  },
  UDF_SPEC_UNKNOWN_COMPONENT: {
    summary: "A component is given for a vertex or a part that the spec does not have.",
    remedy: "Correct the name; the message names the nearest one of the spec.",
  },
  UDF_SPEC_MISSING_COMPONENT: {
    summary: "The spec has a user-defined part, and no component is given for it.",
    remedy: "Give one under the name that the message says.",
  },
  UDF_SPEC_WRONG_KIND: {
    summary: "A component is given for a part that takes another kind; a source transform runs at a source only.",
    remedy: "Give a component of the kind that the message names, or move it to where it belongs.",
  },
  UDF_SOURCE_FAILED: {
    summary: "A source threw, or gave something that is no message.",
    remedy: "See the cause; a source gives texts, bytes, or objects with a `value`.",
  },
  UDF_SINK_UNROUTABLE: {
    summary:
      "A sink sent a message to a fallback sink, on-success sink or serving store that its vertex does not have.",
    remedy: "Add that sink to the spec, or answer otherwise.",
  },
  UDF_MESSAGE_FAILED: {
    summary: "A handler marked a message as failed, and the local engine has no retry strategy for it.",
    remedy: "Throw, drop it or hand it back instead; no released Numaflow takes the mark either.",
  },
  UDF_ENGINE_TIMEOUT: {
    summary: "A server did not become ready, or did not answer, within the mini engine's limit.",
    remedy: "See whether the server runs and where it listens; raise the limit if it is only slow.",
    retryable: true,
  },
  UDF_ENGINE_PROTOCOL: {
    summary: "A server broke Numaflow's protocol: no handshake, an answer to nothing, two answers, or one too few.",
    remedy: "Correct the server; the message says what came and what should have come.",
  },
  UDF_ENGINE_CALL_FAILED: {
    summary: "A server ended a call of the mini engine with an error.",
    remedy: "See the status and the server's stack trace in the details.",
  },
} as const;

export type UdfErrorCode = ErrorCodeOf<typeof udfErrors>;
