import { completeWorkflow, recordMarker, steps, upsertMemo } from "../../../src/testing/index.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

/** What workflows write down. */
export const records: readonly DifferentialCase[] = [
  ordinary(
    "markers",
    steps([recordMarker("version", { change: ["one", 1], empty: [] }), recordMarker("plain"), completeWorkflow()]),
  ),
  ordinary("marker-without-a-name", ({ find }) =>
    find("WorkflowTaskFailed") ? [completeWorkflow()] : [recordMarker("")],
  ),
  ordinary("memo", steps([upsertMemo({ a: 1, b: { c: 2 } }), upsertMemo({ a: undefined }), completeWorkflow()])),
];
