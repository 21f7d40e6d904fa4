import type { InputEvent, NodeEvent } from "../event.ts";
import type { QueuedEvent } from "../inputs/input-queues.ts";
import type { InputMessage } from "../inputs/input-queue.ts";
import { parseExact } from "../internal/exact-json.ts";
import { EventMetadata, type Metadata } from "../metadata.ts";
import { DoraValue } from "../value.ts";

const unit = DoraValue.fromIpc(new Uint8Array(0));

/** An input as its reader sees it. What few readers ask for is made when they do. */
class Input implements InputEvent {
  readonly kind = "dora";
  readonly type = "INPUT";
  readonly id: string;
  readonly value: DoraValue;
  readonly #raw: InputMessage["metadata"];
  #metadata: Metadata | undefined;

  constructor({ id, value, metadata }: InputMessage) {
    this.id = id;
    this.value = value ?? unit;
    this.#raw = metadata;
  }

  get data(): Uint8Array {
    return this.value.bytes;
  }

  get metadata(): Metadata {
    return (this.#metadata ??= new EventMetadata(this.#raw));
  }
}

export const inputEvent = (message: InputMessage): InputEvent => new Input(message);

export function toEvent(event: QueuedEvent): NodeEvent {
  const kind = "dora";
  switch (event.type) {
    case "input":
      return new Input(event);
    case "stop":
      return { kind, type: "STOP", id: "MANUAL" };
    case "allInputsClosed":
      return { kind, type: "STOP", id: "ALL_INPUTS_CLOSED" };
    case "inputClosed":
      return { kind, type: "INPUT_CLOSED", id: event.id };
    case "inputRecovered":
      return { kind, type: "INPUT_RECOVERED", id: event.id };
    case "nodeRestarted":
      return { kind, type: "NODE_RESTARTED", id: event.id };
    case "reload":
      return { kind, type: "RELOAD", id: event.operatorId };
    case "paramUpdate":
      return paramUpdate(event.key, event.valueJson);
    case "paramDeleted":
      return { kind, type: "PARAM_DELETED", id: event.key };
    case "nodeFailed": {
      const { sourceNodeId, error, affectedInputIds } = event;
      return { kind, type: "NODE_FAILED", id: sourceNodeId, value: { sourceNodeId, error, affectedInputIds } };
    }
    case "unknown":
      return { kind, type: "UNKNOWN", detail: event.detail };
    case "error":
      return { kind, type: "ERROR", error: event.error };
  }
}

function paramUpdate(id: string, json: Uint8Array): NodeEvent {
  try {
    return { kind: "dora", type: "PARAM_UPDATE", id, value: parseExact(json) };
  } catch (cause) {
    return {
      kind: "dora",
      type: "UNKNOWN",
      detail: `the value of the parameter '${id}' is not JSON: ${String(cause)}`,
    };
  }
}
