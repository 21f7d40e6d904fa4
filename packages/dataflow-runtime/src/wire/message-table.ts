import { bool, bytes, list, optional, payload, text, uint16, uuid } from "./field.ts";
import type { DaemonReply, DaemonRequest, NodeEvent, StampedEvent } from "./messages.ts";
import { metadata, timestamp } from "./metadata-field.ts";
import type { PostcardReader } from "./postcard-reader.ts";
import type { PostcardWriter } from "./postcard-writer.ts";
import { tableCodec, UnknownTag, type Table, type TableCodec } from "./table.ts";

/** The tag of a message is its position here, its fields are written in the order given. */
const requestTable: Table<DaemonRequest> = {
  register: { dataflowId: uuid, nodeId: text, doraVersion: text, metadataVersion: uint16 },
  subscribe: {},
  sendMessage: { outputId: text, metadata, data: optional(payload) },
  outputSent: { outputId: text, metadata },
  closeOutputs: { outputIds: list(text) },
  outputsDone: {},
  nextEvent: {},
  eventStreamDropped: {},
  nodeConfig: { nodeId: text },
  extensionStore: { namespace: text, key: text, value: bytes },
  extensionLoad: { namespace: text, key: text, remove: bool },
  extensionDrop: { namespace: text, key: text },
  extensionRequest: { namespace: text, payload: bytes },
};

const eventTable: Table<NodeEvent> = {
  stop: {},
  reload: { operatorId: optional(text) },
  input: { id: text, metadata, data: optional(payload) },
  inputClosed: { id: text },
  inputRecovered: { id: text },
  nodeRestarted: { id: text },
  allInputsClosed: {},
  paramUpdate: { key: text, valueJson: bytes },
  paramDeleted: { key: text },
  nodeFailed: { affectedInputIds: list(text), error: text, sourceNodeId: text },
  extensionDropped: { namespace: text, key: text },
};

/** Tag 2 is the answer to `nodeConfig`, which is never sent in this form but as JSON: see `node-config-json.ts`. */
const replyTable: Table<DaemonReply> = {
  result: { error: optional(text) },
  nextEvents: { events: { write: writeEvents, read: readEvents } },
  extensionValue: { value: optional(bytes) },
  empty: {},
  extensionReply: { payload: bytes },
};

export const requestCodec: TableCodec<DaemonRequest> = tableCodec(requestTable);
export const replyCodec: TableCodec<DaemonReply> = tableCodec(replyTable, 2);
const eventCodec = tableCodec(eventTable);

function writeEvents(writer: PostcardWriter, events: readonly StampedEvent[]): void {
  writer.varint(events.length);
  for (const stamped of events) {
    eventCodec.write(writer, stamped.event);
    timestamp.write(writer, stamped.timestamp);
  }
}

/** Up to the first event that is unknown, which does not tell where it ends. */
function readEvents(reader: PostcardReader): StampedEvent[] {
  const events: StampedEvent[] = [];
  for (let left = reader.count(); left > 0; left--) {
    const event = eventCodec.read(reader);
    if (event instanceof UnknownTag) {
      reader.stopAt(event.tag);
      break;
    }
    events.push({ event, timestamp: timestamp.read(reader) });
  }
  return events;
}
