import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const dataflowErrors = {
  DATAFLOW_NOT_IN_DATAFLOW: {
    summary: "A node was connected in a process that no engine started.",
    remedy: "Run it by a dataflow, name a dynamic node with `nodeId`, or give it test inputs.",
  },
  DATAFLOW_INVALID_DATA: {
    summary: "A sender gave something that is not data, or a slot that does not fit its type.",
    remedy: "Give bytes, a typed array, text, a plain array or an Arrow vector; the message names the slot.",
  },
  DATAFLOW_TYPE_MISMATCH: {
    summary: "A value has another Arrow type than the one that was asked for.",
    remedy: "Send the type that the receiver expects, or ask for the type that is sent.",
  },
  DATAFLOW_VALUE_HAS_NULLS: {
    summary: "A typed array was asked for a value that has nulls.",
    remedy: "Iterate over the value or use `get(index)`, which give `null`.",
  },
  DATAFLOW_VALUE_WITHOUT_BYTES: {
    summary: "The bytes of a value were asked for whose type has not one run of bytes.",
    remedy: "Read its slots, or take `ipc()` for the whole message.",
  },
  DATAFLOW_VALUE_RELEASED: {
    summary: "A value that lives in shared memory was read after its memory had gone back to the engine.",
    remedy: "Read it inside the handler, or call `value.retain()` there and `value.release()` afterwards.",
  },
  DATAFLOW_INVALID_ARROW: {
    summary: "A message is not a valid Arrow IPC stream.",
    remedy: "Look at the sender; the message says what is wrong with the bytes.",
  },
  DATAFLOW_UNSUPPORTED_ARROW: {
    summary: "An Arrow IPC stream or array uses a feature that this package does not read or write.",
    remedy: "Send it without what the message names: without compression, as one column, as another type.",
  },
  DATAFLOW_ARROW_MISSING: {
    summary: "`toArrow()` was called and the package `apache-arrow` is not installed.",
    remedy: "Install `apache-arrow`, or use the value without it.",
  },
  DATAFLOW_WIRE_MALFORMED: {
    summary: "Bytes from the daemon or from a node are not what dora's wire promises.",
    remedy: "Find out who is at the other end; the message names the place.",
  },
  DATAFLOW_WIRE_UNKNOWN_TAG: {
    summary: "A message is of a kind that this version does not know.",
    remedy: "Update this package: the peer is of a later dora 1.x.",
  },
  DATAFLOW_WIRE_TOO_LARGE: {
    summary: "A message is longer than the 64 MiB that dora's wire carries.",
    remedy: "Send it in parts.",
  },
} as const;

export type DataflowErrorCode = ErrorCodeOf<typeof dataflowErrors>;
