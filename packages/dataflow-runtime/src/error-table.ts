import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const dataflowErrors = {
  DATAFLOW_INVALID: {
    summary:
      "A dataflow file is wrong. The message has a line for each problem; `details.problems` has their codes and places.",
    remedy: "Do what the lines say.",
  },
  DATAFLOW_UNREADABLE: {
    summary: "A dataflow file could not be read.",
    remedy: "Check the path; it counts from the working directory.",
  },
  DATAFLOW_MALFORMED: {
    summary: "A text is not one YAML document, or an object is not plain data.",
    remedy: "Correct it at the place that the message names.",
  },
  DATAFLOW_UNKNOWN_FIELD: {
    summary: "A dataflow has a field that dora does not know.",
    remedy: "Correct its name, or leave it out.",
  },
  DATAFLOW_REMOVED_FIELD: {
    summary: "A dataflow has a field that dora had before 1.0.",
    remedy: "Write what the message names in its place.",
  },
  DATAFLOW_INVALID_FIELD: {
    summary: "A field of a dataflow is missing, has a value that it does not take, or does not go with another.",
    remedy: "Write what the message asks for.",
  },
  DATAFLOW_INVALID_ID: {
    summary: "The id of a node, input or output has letters that ids do not have, or is reserved.",
    remedy: "Use letters, digits, '_', '.' and '-'; in ids of inputs and outputs also '/' between parts.",
  },
  DATAFLOW_DUPLICATE_ID: {
    summary: "Two nodes have the same id.",
    remedy: "Give each node an id of its own.",
  },
  DATAFLOW_INVALID_SOURCE: {
    summary: "An input's source is no output, timer or log source.",
    remedy: "Write `node/output`, `dora/timer/millis/100` or `dora/logs/info`.",
  },
  DATAFLOW_UNKNOWN_SOURCE: {
    summary: "An input reads a node or an output that the dataflow does not have.",
    remedy: "Correct the source, or add the output to the node that makes it.",
  },
  DATAFLOW_UNSET_VARIABLE: {
    summary: "A value of `env:` refers to a variable that is not set.",
    remedy: "Set it, or give a default: `${NAME:-default}`.",
  },
  DATAFLOW_INVALID_MODULE: {
    summary: "A module of a dataflow cannot be expanded: its file, its ports or its parameters do not fit.",
    remedy: "Do what the message says, in the module's file or at the node that names it.",
  },
  DATAFLOW_PORT_TYPES: {
    summary: "The type annotations of a dataflow are unknown, or those of connected ports do not fit.",
    remedy: "Correct the annotation, or allow the conversion by `type_rules`. Only strict types make it an error.",
  },
  DATAFLOW_UNSUPPORTED: {
    summary: "A dataflow uses what dora can do and the embedded runtime cannot.",
    remedy: "Run it by dora, or do without what the message names.",
  },
  DATAFLOW_NOT_IN_DATAFLOW: {
    summary: "A node was connected in a process that no engine started.",
    remedy: "Run it by a dataflow, name a dynamic node with `nodeId`, or give it test inputs.",
  },
  DATAFLOW_INVALID_DATA: {
    summary: "A sender gave something that is not data, or a slot that does not fit its type.",
    remedy: "Give bytes, a typed array, text, a plain array or an Arrow vector; the message names the slot.",
  },
  DATAFLOW_INVALID_PARAMETER: {
    summary:
      "A metadata parameter has a value that dora cannot carry or a name that it keeps for itself, or a node's parameter has a value that JSON cannot say.",
    remedy: "Give the kinds of values that the message names, under the key that it names.",
  },
  DATAFLOW_TYPE_MISMATCH: {
    summary: "A value has another Arrow type than the one that was asked for.",
    remedy: "Send the type that the receiver expects, or ask for the type that is sent.",
  },
  DATAFLOW_SCHEMA_MISMATCH: {
    summary: "The data of a JSON port is not JSON, or does not fit the port's schema.",
    remedy: "Send what the schema describes; the message names the port and the fields.",
  },
  DATAFLOW_INVALID_PORT: {
    summary: "A typed port was made from something that is no schema, or from one that answers by a promise.",
    remedy: "Give a schema that implements Standard Schema and answers at once.",
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
  DATAFLOW_INVALID_NODE_CONFIG: {
    summary: "What the daemon says about this node is not a node configuration of dora.",
    remedy: "Let dora or this package's runtime start the node; the message names the field.",
  },
  DATAFLOW_OLD_DORA: {
    summary: "The daemon is older than dora 1.0, whose wire is another one.",
    remedy: "Install dora-rs-cli 1.0.0 or newer.",
  },
  DATAFLOW_NO_DYNAMIC_NODE: {
    summary: "The daemon has no dynamic node of this name.",
    remedy: "Start the dataflow first, with `path: dynamic` at the node; the message says what the daemon answered.",
    retryable: true,
  },
  DATAFLOW_NO_DAEMON: {
    summary: "No daemon answers at the address where it should be.",
    remedy: "Start the dataflow first, or give the port that its daemon listens at.",
    retryable: true,
  },
  DATAFLOW_UNREACHABLE_INPUT: {
    summary: "A dynamic node would get nothing at an input: its source sends past the daemon to all other receivers.",
    remedy:
      "Set `queue_policy: backpressure` at the input, or add a static node of this package that reads the output.",
  },
  DATAFLOW_VERSION_MISMATCH: {
    summary: "The daemon speaks another version of dora's wire than this package.",
    remedy: "Install a release of dora 1.x, or the release of this package that speaks the daemon's.",
  },
  DATAFLOW_DAEMON_REFUSED: {
    summary: "The daemon refused a request of the node.",
    remedy: "Read its reason in the message, and its log.",
  },
  DATAFLOW_BARRIER_FAILED: {
    summary: "The dataflow did not start, because another node ended before it was ready.",
    remedy: "Read the log of the node that the message names.",
  },
  DATAFLOW_DAEMON_LOST: {
    summary: "The connection to the daemon broke while the node ran.",
    remedy: "Read the daemon's log; a node that shall survive it needs a restart policy.",
  },
  DATAFLOW_ORPHANED: {
    summary: "The `dora run` that started the node is gone.",
    remedy: "None is needed: the node ends with it.",
  },
  DATAFLOW_NO_EVENT: {
    summary: "No event came within the time that a node was ready to wait.",
    remedy: "Wait again, or longer.",
    retryable: true,
  },
  DATAFLOW_SOURCE_FAILED: {
    summary: "A source that was merged into a node's events failed.",
    remedy: "Look at its cause; the other events go on.",
  },
  DATAFLOW_SERVER_LOST: {
    summary: "The answer to a request or goal will not come: who works on it failed, was started again, or is gone.",
    remedy: "Send it again.",
    retryable: true,
  },
  DATAFLOW_CLOSED: {
    summary: "A node was used before it was connected or after it was closed.",
    remedy: "Connect it first, and close it last.",
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
  DATAFLOW_INVALID_TEST_FILE: {
    summary: "A file of test inputs cannot be read, or an event of it makes no sense.",
    remedy:
      "Correct the event that the message names; the daemon of dora records such files with `DORA_WRITE_EVENTS_TO`.",
  },
  DATAFLOW_INVALID_OPERATOR: {
    summary: "An operator cannot be made, loaded or given its inputs.",
    remedy: "See the message: it names the operator and what a host of operators needs.",
  },
  DATAFLOW_INVALID_STATUS: {
    summary: "An operator's handler returned something that is no DoraStatus.",
    remedy: "Return DoraStatus.CONTINUE, DoraStatus.STOP or DoraStatus.STOP_ALL on every path.",
  },
  DATAFLOW_OPERATOR_FAILED: {
    summary: "An operator's handler threw or rejected; the host and its other operators ended with it.",
    remedy: "See the cause: it is what the handler threw.",
  },
  DATAFLOW_NODE_FAILED: {
    summary: "A node of a dataflow failed. The message says how; `details.result` tells it of all nodes.",
    remedy: "Look at the node's output (`onLog`, `logDir`); a `restart_policy` brings back nodes that may fail.",
  },
  DATAFLOW_STOPPED: {
    summary: "The dataflow was stopped before all its nodes had begun.",
    remedy: "Nothing, if that was meant.",
  },
  DATAFLOW_MISSING_EXECUTABLE: {
    summary: "A node runs an executable that does not exist.",
    remedy: "Install it, build it, or correct the path at the place that the message names.",
  },
  DATAFLOW_INVALID_PLACEMENT: {
    summary: "A node was to run in this process, but it is no script of JavaScript or TypeScript.",
    remedy: "Leave out its placement, or say `process`.",
  },
  DATAFLOW_UNKNOWN_NODE: {
    summary: "An option or a call names a node that the dataflow does not have.",
    remedy: "Use an id of the file; nodes of modules have the module's id and a dot before theirs.",
  },
  DATAFLOW_TYPE_TOO_LARGE: {
    summary: "The type of a message has more columns than a thread is told of at once.",
    remedy: "Send fewer columns in one message.",
  },
} as const;

export type DataflowErrorCode = ErrorCodeOf<typeof dataflowErrors>;
