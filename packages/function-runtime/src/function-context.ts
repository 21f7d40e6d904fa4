import type { FunctionLogger } from "./function-logger.ts";

/** What triggered a call, as Nuclio tells it. */
export interface FunctionEvent {
  /** Unique for each call, whatever the processor sends. */
  readonly id: string;
  /** The body; of a structured CloudEvent its `data`. Empty for a GET. */
  readonly body: unknown;
  /** Empty where there is none. */
  readonly contentType: string;
  /** Names as they came. */
  readonly headers: Readonly<Record<string, string>>;
  /** `""` for events that did not come by HTTP. */
  readonly method: string;
  readonly path: string;
  readonly url: string;
  /** The query; the last of several values wins. */
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
}

/** An answer with its own status and headers. */
export interface FunctionResponse {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly statusCode: number;
}

/** What a function that runs remotely is given beside its event; one for each worker. */
export interface FunctionContext {
  /** A place for what `init` prepared. */
  readonly userData: Record<string, unknown>;
  /** Takes lines as `info("text", fields)` and as `info(fields, "text")`. */
  readonly logger: FunctionLogger;
  readonly workerId: number;
  readonly trigger: { readonly kind: string; readonly name: string };
  /** An answer with its own status: body, headers, content type (default `text/plain`), status code (default 200). */
  readonly Response: new (
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
    contentType?: string,
    statusCode?: number,
  ) => FunctionResponse;
}
