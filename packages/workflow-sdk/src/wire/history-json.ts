import { fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { history } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import { canonicalJson } from "./history-json/canonical.ts";

/** A history in the JSON that Temporal's command line, web interface and SDKs exchange. */
export function historyToJson(events: readonly history.HistoryEvent[]): { readonly events: readonly JsonValue[] } {
  return { events: events.map((event) => toJson(history.HistoryEventSchema, event)) };
}

/**
 * A history from JSON, as text, bytes or values: also with the names of enums as older servers wrote them, with
 * payloads in shorthand, and as `JSON.stringify` writes the messages of the official TypeScript SDK. Takes the history,
 * the answer that holds it, or the list of its events. Fields that this version does not know are passed over.
 *
 * @throws `WORKFLOW_INVALID_HISTORY`
 */
export function historyFromJson(json: unknown): history.History {
  const events = eventsIn(parsed(json), 0);
  try {
    const canonical = canonicalJson(history.HistorySchema, { events });
    return fromJson(history.HistorySchema, canonical, { ignoreUnknownFields: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`the history cannot be read: ${reason}`, cause);
  }
}

function parsed(json: unknown): unknown {
  if (typeof json !== "string" && !(json instanceof Uint8Array)) return json;
  try {
    return JSON.parse(typeof json === "string" ? json : new TextDecoder().decode(json));
  } catch (cause) {
    throw invalid("the history is not JSON", cause);
  }
}

/** The list of events: the value itself, a member of it, or of the history that it holds. */
function eventsIn(json: unknown, level: 0 | 1): readonly unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json === "object" && json !== null) {
    if ("events" in json && Array.isArray(json.events)) return json.events;
    if ("history" in json && level === 0) return eventsIn(json.history, 1);
  }
  throw invalid("the history has no list of events");
}

function invalid(what: string, cause?: unknown): WorkflowSdkError {
  const message = `${what}; give what 'temporal workflow show --output json' writes`;
  return new WorkflowSdkError("WORKFLOW_INVALID_HISTORY", message, cause === undefined ? {} : { cause });
}
