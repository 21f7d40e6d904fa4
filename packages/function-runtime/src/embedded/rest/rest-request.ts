import type { IncomingHttpHeaders } from "node:http";
import type { Platform } from "../../platform.ts";
import type { RouteName } from "../../wire/routes.ts";
import type { MultipartUploads } from "./multipart-uploads.ts";
import type { UrlSigner } from "./url-signer.ts";

/** What all requests to one server have in common. */
export interface Site {
  readonly platform: Platform;
  /** Without a `/` at the end. */
  readonly url: string;
  readonly s3Url: string;
  readonly signer: UrlSigner;
  readonly uploads: MultipartUploads;
  readonly maxFileBytes: number;
  /** The user that the credentials name; absent without authentication. */
  readonly user?: string;
}

export interface RestRequest {
  readonly site: Site;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON; it can be read once. */
  readonly json: () => Promise<unknown>;
  /** The body as bytes, within the limit for files. */
  readonly content: () => AsyncIterable<Uint8Array>;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

export interface RestReply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes JSON. Absent together with `content`: an empty body. */
  readonly json?: unknown;
  readonly content?: AsyncIterable<Uint8Array> | string;
}

export type RestHandler = (request: RestRequest) => Promise<RestReply>;

/** The handlers of some routes. */
export type Handlers<Names extends RouteName = RouteName> = Readonly<Record<Names, RestHandler>>;

/** A variable of the path, which the router has seen to. */
export const parameter = (request: RestRequest, name: string): string => {
  const value = request.parameters[name];
  if (value === undefined) throw new TypeError(`the route has no '${name}'`);
  return value;
};
