import { enums } from "@millrace/protocol/temporal";
import {
  completeWorkflow,
  continueAsNew,
  recordMarker,
  steps,
  upsertMemo,
  upsertSearchAttributes,
} from "../../../src/testing/index.ts";
import { toPayloadMap } from "../../../src/testing/wire-values.ts";
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
  {
    name: "search-attributes",
    workflows: () => ({
      main: steps(
        {
          commands: [upsertSearchAttributes({ CaseKeyword: "changed", CaseInt: undefined, CaseList: ["a", "b"] })],
          newTask: true,
        },
        [continueAsNew({ type: "next" })],
      ),
      next: ({ find }) =>
        find("WorkflowTaskFailed") ? [completeWorkflow()] : [upsertSearchAttributes({ CaseInt: "no number" })],
    }),
    drive: async (stage) => {
      const { KEYWORD, INT, KEYWORD_LIST } = enums.IndexedValueType;
      const searchAttributes = { CaseKeyword: KEYWORD, CaseInt: INT, CaseList: KEYWORD_LIST };
      const { namespace } = stage;
      // Another play may have made them.
      await stage.operatorService.addSearchAttributes({ namespace, searchAttributes }).catch(() => undefined);
      const indexedFields = toPayloadMap({ CaseKeyword: "given", CaseInt: 3 });
      await stage.start("main", { request: { searchAttributes: { indexedFields } } });
      await stage.closed();
      const wrong = { indexedFields: toPayloadMap({ CaseInt: "no number" }) };
      const start = stage.start("main", { request: { searchAttributes: wrong } });
      await stage.outcome("wrong type", start, () => "started");
    },
  },
];
