import { reflect } from "@bufbuild/protobuf/reflect";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { enums, history } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import { plainMessage, type PlainMessage } from "./plain-message.ts";
import { fromPayload } from "./wire-values.ts";

/** An event of a history as plain data. */
export interface ScriptEvent {
  /** From 1, without gaps. */
  readonly id: number;
  /** `WorkflowExecutionStarted`, `TimerFired` … */
  readonly type: string;
  readonly time: Date;
  /**
   * By their names in Temporal's API. Payloads are decoded, durations are milliseconds, times are dates, enums are the
   * names of their values; what is unset is absent.
   */
  readonly attributes: PlainMessage;
}

const pascal = (name: string): string =>
  name.toLowerCase().replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());

const typeNames = new Map(enums.EventTypeSchema.values.map(({ number, localName }) => [number, pascal(localName)]));
const knownTypes = new Set(typeNames.values());

export const toScriptEvent = (event: history.HistoryEvent): ScriptEvent => {
  const { value } = event.attributes;
  const field = history.HistoryEventSchema.fields.find(({ localName }) => localName === event.attributes.case);
  return {
    id: Number(event.eventId),
    type: typeNames.get(event.eventType) ?? String(event.eventType),
    time: event.eventTime === undefined ? new Date(0) : timestampDate(event.eventTime),
    attributes:
      value === undefined || field?.message === undefined
        ? {}
        : plainMessage(reflect(field.message, value), fromPayload),
  };
};

/** The last event of the type whose attributes contain those given. */
export const findEvent = (
  events: readonly ScriptEvent[],
  type: string,
  wanted: Readonly<Record<string, unknown>>,
): ScriptEvent | undefined => {
  if (!knownTypes.has(type)) {
    throw new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", `there is no event type '${type}'`, { details: { type } });
  }
  return events.findLast(
    (event) => event.type === type && Object.entries(wanted).every(([name, value]) => event.attributes[name] === value),
  );
};
