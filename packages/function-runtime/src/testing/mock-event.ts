import { encodeMsgpack } from "./msgpack-encode.ts";

/** An event as a trigger has it; what is not given is as the http trigger has it for a GET. */
export interface MockEvent {
  /** An object is the data of a structured CloudEvent. */
  readonly body?: string | Uint8Array | Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly fields?: Readonly<Record<string, string>> | null;
  /** Over HTTP all requests have the same; unique in batches only. */
  readonly id?: string;
  readonly method?: string;
  readonly path?: string;
  readonly trigger?: { readonly kind: string; readonly name: string };
  /** Seconds. */
  readonly timestamp?: number;
  readonly topic?: string;
  readonly shardId?: number;
  readonly offset?: number;
}

const httpId = "2a74244c-0730-4797-bb45-151b5a87d271";

/** The bytes of an event, or of a batch, as the encoders of processor v1.14.2 write them. */
export const encodeEvents = (protocol: "nodejs" | "python", events: MockEvent | readonly MockEvent[]): Buffer => {
  const value = isBatch(events) ? events.map((event) => wireOf(event, protocol)) : wireOf(events, protocol);
  if (protocol === "nodejs") return Buffer.from(`${JSON.stringify(value)}\n`);
  const message = encodeMsgpack(value);
  const length = Buffer.alloc(4);
  length.writeInt32BE(message.length);
  return Buffer.concat([length, message]);
};

const wireOf = (event: MockEvent, protocol: "nodejs" | "python"): Record<string, unknown> => {
  const { body = "", contentType = "", headers = {}, fields = {}, trigger = { kind: "http", name: "http" } } = event;
  const bytes = typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body) : undefined;
  // In the order of the alphabet, as Go writes maps.
  return {
    body: bytes === undefined ? body : protocol === "nodejs" ? bytes.toString("base64") : bytes,
    "content-type": contentType,
    content_type: contentType,
    fields,
    headers,
    id: event.id ?? httpId,
    method: event.method ?? (bytes?.length === 0 ? "GET" : "POST"),
    num_shards: 0,
    offset: event.offset ?? 0,
    path: event.path ?? "/",
    shard_id: event.shardId ?? -1,
    size: bytes?.length ?? 0,
    timestamp: event.timestamp ?? 1_795_253_950,
    topic: event.topic ?? "",
    trigger,
    type: "",
    type_version: "",
    url: "",
    version: "",
  };
};

const isBatch = (events: MockEvent | readonly MockEvent[]): events is readonly MockEvent[] => Array.isArray(events);
