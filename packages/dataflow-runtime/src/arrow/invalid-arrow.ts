import { DataflowError } from "../errors.ts";

/** The error for bytes or buffers that contradict the Arrow format. */
export const invalidArrow = (what: string): DataflowError =>
  new DataflowError("DATAFLOW_INVALID_ARROW", `invalid Arrow data: ${what}`);

/** The error for what Arrow allows and this package does not read or write. */
export const unsupportedArrow = (what: string): DataflowError =>
  new DataflowError("DATAFLOW_UNSUPPORTED_ARROW", `unsupported Arrow data: ${what}`);
