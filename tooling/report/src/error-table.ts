import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const reportErrors = {
  REPORT_UNKNOWN_NODE: {
    summary: "An edge of a graph begins or ends at a node that the section does not list.",
    remedy: "Add the node, or correct the id; the message names the nearest known one.",
  },
  REPORT_DUPLICATE_NODE: {
    summary: "Two nodes of a graph have the same id.",
    remedy: "Give each node an id of its own; the label may repeat.",
  },
  REPORT_NOT_SVG: {
    summary: "The drawing of a chart section is not one svg element.",
    remedy: "Give the text of one <svg> element, from its opening to its closing tag.",
  },
  REPORT_ROW_LENGTH: {
    summary: "A row of a table has more or fewer values than the table has columns.",
    remedy: "Give one value a column; null leaves a cell empty.",
  },
} as const;

export type ReportErrorCode = ErrorCodeOf<typeof reportErrors>;
