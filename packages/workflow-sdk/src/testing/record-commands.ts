import { enums } from "@millrace/protocol/temporal";
import { MadeCommand, type ScriptCommand } from "./script-command.ts";
import { toDuration, toPayloadMap, toPayloads } from "./wire-values.ts";

/** Starts a timer. `TimerFired` tells of its end. */
export const startTimer = ({ id, afterMs }: { readonly id: string; readonly afterMs: number }): ScriptCommand =>
  new MadeCommand("startTimer", {
    commandType: enums.CommandType.START_TIMER,
    attributes: {
      case: "startTimerCommandAttributes",
      value: { timerId: id, startToFireTimeout: toDuration(afterMs) },
    },
  });

export const cancelTimer = (id: string): ScriptCommand =>
  new MadeCommand("cancelTimer", {
    commandType: enums.CommandType.CANCEL_TIMER,
    attributes: { case: "cancelTimerCommandAttributes", value: { timerId: id } },
  });

/** Notes something in the history; each detail is a list of values. */
export const recordMarker = (
  name: string,
  details: Readonly<Record<string, readonly unknown[]>> = {},
): ScriptCommand => {
  const entries = Object.entries(details).map(([key, values]) => [key, toPayloads(values) ?? {}] as const);
  return new MadeCommand("recordMarker", {
    commandType: enums.CommandType.RECORD_MARKER,
    attributes: {
      case: "recordMarkerCommandAttributes",
      value: { markerName: name, details: Object.fromEntries(entries) },
    },
  });
};

/** Sets search attributes; `undefined` unsets one. Their types are those that the server has registered. */
export const upsertSearchAttributes = (attributes: Readonly<Record<string, unknown>>): ScriptCommand =>
  new MadeCommand("upsertSearchAttributes", {
    commandType: enums.CommandType.UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
    attributes: {
      case: "upsertWorkflowSearchAttributesCommandAttributes",
      value: { searchAttributes: { indexedFields: toPayloadMap(attributes) } },
    },
  });

/** Sets entries of the workflow's memo; `undefined` unsets one. */
export const upsertMemo = (memo: Readonly<Record<string, unknown>>): ScriptCommand =>
  new MadeCommand("upsertMemo", {
    commandType: enums.CommandType.MODIFY_WORKFLOW_PROPERTIES,
    attributes: {
      case: "modifyWorkflowPropertiesCommandAttributes",
      value: { upsertedMemo: { fields: toPayloadMap(memo) } },
    },
  });
