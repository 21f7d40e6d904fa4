import { encodingOf } from "@millrace/protocol/payload";
import { enums, type common } from "@millrace/protocol/temporal";
import { sizeOfPayloadMap, sizeOfPayloads } from "../sizes.ts";
import { checkBytes, checkText, orFail, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { WorkflowTaskFailedCause } = enums;

export const recordMarker: CommandHandler<"recordMarkerCommandAttributes"> = (context, attributes) => {
  const { change, workflowTaskCompletedEventId, facts } = context;
  const { markerName, details, header, failure } = attributes;
  const bad = WorkflowTaskFailedCause.BAD_RECORD_MARKER_ATTRIBUTES;
  checkText(markerName, "MarkerName", "RecordMarkerCommand", bad, context);
  const bytes = Object.values(details).reduce((sum, payloads) => sum + sizeOfPayloads(payloads), 0);
  checkBytes(bytes, "RecordMarkerCommandAttributes.Details", bad, context);
  change.record("markerRecorded", { markerName, details, workflowTaskCompletedEventId, header, failure }, facts);
};

export const upsertSearchAttributes: CommandHandler<"upsertWorkflowSearchAttributesCommandAttributes"> = (
  context,
  { searchAttributes },
) => {
  const { transaction, change, workflowTaskCompletedEventId, facts } = context;
  const bad = WorkflowTaskFailedCause.BAD_SEARCH_ATTRIBUTES;
  const fields = searchAttributes?.indexedFields ?? {};
  if (Object.keys(fields).length === 0) {
    throw new CommandFailure(bad, "IndexedFields is not set on UpsertWorkflowSearchAttributesCommand.");
  }
  const checked = orFail(bad, () => transaction.rules.checkSearchAttributes(change.facts.namespace, fields));
  change.record(
    "upsertWorkflowSearchAttributes",
    { workflowTaskCompletedEventId, searchAttributes: { indexedFields: { ...checked } } },
    facts,
  );
  change.state.searchAttributes = merged(change.state.searchAttributes, checked);
  change.listed = true;
};

export const modifyProperties: CommandHandler<"modifyWorkflowPropertiesCommandAttributes"> = (
  context,
  { upsertedMemo },
) => {
  const { change, workflowTaskCompletedEventId, facts } = context;
  const bad = WorkflowTaskFailedCause.BAD_MODIFY_WORKFLOW_PROPERTIES_ATTRIBUTES;
  const fields = upsertedMemo?.fields ?? {};
  if (Object.keys(fields).length === 0) {
    throw new CommandFailure(bad, "UpsertedMemo.Fields is not set on ModifyWorkflowPropertiesCommand.");
  }
  const memo = merged(change.state.memo, fields);
  checkBytes(sizeOfPayloadMap(memo), "ModifyWorkflowPropertiesCommandAttributes. Memo", bad, context);
  change.record("workflowPropertiesModified", { workflowTaskCompletedEventId, upsertedMemo }, facts);
  change.state.memo = memo;
  change.listed = true;
};

type Fields = Readonly<Record<string, common.Payload>>;

/** New values in the place of old ones; null and empty lists take a field away. */
function merged(before: Fields, upserted: Fields): Record<string, common.Payload> {
  const fields = { ...before, ...upserted };
  return Object.fromEntries(Object.entries(fields).filter(([, payload]) => !isNothing(payload)));
}

const nothings = new Set(["", "null", "[]"]);
const text = new TextDecoder();

const isNothing = (payload: common.Payload): boolean =>
  encodingOf(payload) === "binary/null" || (payload.data.length <= 4 && nothings.has(text.decode(payload.data)));
