import { DataflowError } from "../errors.ts";

/** @param where what was being read, and at which byte */
export const malformed = (where: string, what: string): DataflowError =>
  new DataflowError(
    "DATAFLOW_WIRE_MALFORMED",
    `${where}: ${what}; the peer does not speak the wire of dora 1.x, or the connection is broken`,
  );
