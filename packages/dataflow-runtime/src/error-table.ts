import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const dataflowErrors = {
  DATAFLOW_NOT_IN_DATAFLOW: {
    summary: "A node was connected in a process that no engine started.",
    remedy: "Run it by a dataflow, name a dynamic node with `nodeId`, or give it test inputs.",
  },
} as const;

export type DataflowErrorCode = ErrorCodeOf<typeof dataflowErrors>;
