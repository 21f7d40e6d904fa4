import { randomUUID } from "node:crypto";
import type { FunctionEvent } from "../function-context.ts";

/** An event as the processor's encoders write it; nothing of it is certain to be there. */
export interface WireEvent {
  /** Base64 in JSON, bytes in MessagePack, a map for a structured CloudEvent. */
  readonly body?: unknown;
  readonly content_type?: string;
  readonly trigger?: { readonly kind?: string; readonly name?: string };
  readonly fields?: Readonly<Record<string, string>> | null;
  readonly headers?: Readonly<Record<string, string>> | null;
  /** Over HTTP the same for many requests; unique in a batch only. */
  readonly id?: string;
  readonly method?: string;
  readonly path?: string;
  readonly url?: string;
  /** Seconds. */
  readonly timestamp?: number;
  readonly type?: string;
  readonly type_version?: string;
  readonly topic?: string;
  readonly shard_id?: number;
  readonly num_shards?: number;
  readonly offset?: number;
  readonly size?: number;
  readonly version?: string | number;
}

/** What a function sees of an event: the names of this package, and beside them those of Nuclio's own wrapper. */
export class NuclioEvent implements FunctionEvent {
  readonly id: string;
  readonly body: unknown;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  readonly trigger: { readonly kind: string; readonly name: string };
  readonly type: string;
  readonly typeVersion: string;
  readonly topic: string;
  readonly shardId: number;
  readonly numShards: number;
  readonly offset: number;
  readonly size: number;
  readonly version: string;

  /** @param id Default: a new one. */
  constructor(wire: WireEvent, body: unknown, id: string = randomUUID()) {
    const { trigger } = wire;
    this.id = id;
    this.body = body;
    this.contentType = wire.content_type ?? "";
    this.headers = wire.headers ?? {};
    this.method = wire.method ?? "";
    this.path = wire.path ?? "";
    this.url = wire.url ?? "";
    this.fields = wire.fields ?? {};
    this.timestamp = new Date((wire.timestamp ?? 0) * 1000);
    this.trigger = { kind: trigger?.kind ?? "", name: trigger?.name ?? "" };
    this.type = wire.type ?? "";
    this.typeVersion = wire.type_version ?? "";
    this.topic = wire.topic ?? "";
    this.shardId = wire.shard_id ?? 0;
    this.numShards = wire.num_shards ?? 0;
    this.offset = wire.offset ?? 0;
    this.size = wire.size ?? 0;
    this.version = String(wire.version ?? "");
  }

  get content_type(): string {
    return this.contentType;
  }

  get type_version(): string {
    return this.typeVersion;
  }

  get shard_id(): number {
    return this.shardId;
  }

  get num_shards(): number {
    return this.numShards;
  }
}

/** The body as Nuclio's own wrapper gives it: a Buffer; the data of a structured CloudEvent are an object. */
export const rawBody = ({ body }: WireEvent): unknown => {
  if (typeof body === "string") return Buffer.from(body, "base64");
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return body ?? Buffer.alloc(0);
};
