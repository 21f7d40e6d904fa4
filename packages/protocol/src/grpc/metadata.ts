import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";

/** What belongs to the protocol and is not metadata, and what HTTP/2 forbids. */
const reserved: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-type",
  "grpc-accept-encoding",
  "grpc-encoding",
  "grpc-message",
  "grpc-status",
  "grpc-status-details-bin",
  "grpc-timeout",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Incoming HTTP/2 headers as `Headers`, the protocol's own included, names with a colon left out. Values of `-bin`
 * names stay base64, as connect has them: read them with its `decodeBinaryHeader`.
 */
export function toHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const name of Object.keys(incoming)) {
    const value = incoming[name];
    if (value === undefined || name.startsWith(":")) continue;
    for (const one of Array.isArray(value) ? value : [value]) appendSafely(headers, name, one);
  }
  return headers;
}

/** Adds metadata to outgoing HTTP/2 headers. Names of the protocol and of HTTP/1 connections are left out. */
export function addMetadata(outgoing: OutgoingHttpHeaders, metadata: HeadersInit): void {
  for (const [given, value] of entriesOf(metadata)) {
    const name = given.toLowerCase();
    if (reserved.has(name) || name.startsWith(":")) continue;
    const before = outgoing[name];
    // Who calls says its own name in the place of ours.
    if (before === undefined || name === "user-agent") outgoing[name] = value;
    // Cookies come one by one. Other values are joined as `Headers` joins them: HTTP/2 takes some names once only.
    else if (name === "set-cookie") outgoing[name] = [before, value].flat().map(String);
    else outgoing[name] = `${String(before)}, ${value}`;
  }
}

/** Without a look at the global `Headers`, which loads megabytes of Node's when it is named first. */
function entriesOf(metadata: HeadersInit): Iterable<readonly [string, string]> {
  if (Symbol.iterator in metadata) return metadata as Iterable<[string, string]>;
  return Object.entries(metadata).map(([name, value]) => [name, String(value).trim()] as const);
}

/** A name or value that `Headers` refuses is dropped: a peer's odd header must not fail the call. */
function appendSafely(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    return;
  }
}
