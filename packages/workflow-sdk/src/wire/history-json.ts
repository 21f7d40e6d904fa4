import { fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { history } from "@millrace/protocol/temporal";

/** A history in the form in which Temporal's tools write it: JSON of protobuf. */
export function historyToJson(events: readonly history.HistoryEvent[]): { readonly events: readonly JsonValue[] } {
  return { events: events.map((event) => toJson(history.HistoryEventSchema, event)) };
}

/** @throws an `Error` of protobuf-es for what is no history. */
export function historyFromJson(json: JsonValue): history.History {
  return fromJson(history.HistorySchema, json, { ignoreUnknownFields: true });
}
