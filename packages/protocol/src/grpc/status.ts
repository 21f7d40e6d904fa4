import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import { Code, ConnectError } from "@connectrpc/connect";
import { MillraceError } from "../errors.ts";
import { addMetadata, toHeaders } from "./metadata.ts";
import { decodeStatus, encodeStatus, wireDetails, type WireDetail } from "./status-details.ts";

/**
 * What message and details of a status may take in headers. Stacks refuse blocks from 8 KiB (C core) or 16 KiB (hyper)
 * on, and some cut the connection instead of the call.
 */
const statusBytes = 8 * 1024;

/** What stands in front of a message that was cut. */
const cutMark = "…";

const encoder = new TextEncoder();

/**
 * The trailers that end a call: status, message and details, cut to what headers bear, and the error's metadata, which
 * can be left out.
 */
export function statusTrailers(error: ConnectError | undefined, withMetadata: boolean = true): OutgoingHttpHeaders {
  if (error === undefined) return { "grpc-status": "0" };
  const trailers: OutgoingHttpHeaders = { "grpc-status": String(error.code) };
  // Metadata of an error that came over the wire belongs to that call, not to this one.
  if (withMetadata && !error.isWireError) addMetadata(trailers, error.metadata);
  const message = encodeMessage(error.rawMessage, statusBytes / 2);
  if (message !== "") trailers["grpc-message"] = message;
  const details = detailsHeader(error, statusBytes - message.length);
  if (details !== undefined) trailers["grpc-status-details-bin"] = details;
  return trailers;
}

/**
 * The error that a header block tells of; undefined for status 0, and where the block holds no status at all.
 * Metadata of the error are the block's headers.
 */
export function errorOfTrailers(block: IncomingHttpHeaders): ConnectError | undefined {
  const status = block["grpc-status"];
  if (status === undefined || status === "0") return undefined;
  const code = Number(status);
  const known = typeof status === "string" && /^\d{1,2}$/.test(status) && code <= (Code.Unauthenticated as number);
  const text = decodeMessage(String(block["grpc-message"] ?? ""));
  const { message, details } = readDetails(block["grpc-status-details-bin"]) ?? { message: text, details: [] };
  const error = new ConnectError(
    known ? message || text : `the peer sent grpc-status '${String(status)}', which does not exist: ${text}`,
    known ? code : Code.Unknown,
    toHeaders(block),
  );
  error.details = details.map(({ type, value }) => ({ type, value }));
  error.isWireError = true;
  return error;
}

/**
 * What a caller is told of whatever a handler threw: a `ConnectError` as it is; a Millrace error with its message, as
 * `unavailable` if it is retryable, else `internal`; of anything else nothing but `internal`, since its message may
 * tell more than a caller should know. The original is the `cause`.
 */
export function toConnectError(reason: unknown): ConnectError {
  if (reason instanceof ConnectError) return reason;
  if (MillraceError.is(reason)) {
    return new ConnectError(reason.message, codeOfMillrace(reason), undefined, undefined, reason);
  }
  return new ConnectError("internal error", Code.Internal, undefined, undefined, reason);
}

function codeOfMillrace(error: MillraceError): Code {
  if (error.code.endsWith("_DEADLINE_EXCEEDED")) return Code.DeadlineExceeded;
  return error.retryable ? Code.Unavailable : Code.Internal;
}

/** Percent-encodes everything but printable ASCII, and `%`, as `grpc-message` wants it; at most so many bytes. */
export function encodeMessage(text: string, maxBytes: number = Infinity): string {
  if (text.length <= maxBytes && /^[ -$&-~]*$/.test(text)) return text;
  let encoded = "";
  for (const character of text) {
    const next = /^[ -$&-~]$/.test(character) ? character : percent(character);
    if (encoded.length + next.length > maxBytes - percent(cutMark).length && maxBytes < Infinity) {
      return encoded + percent(cutMark);
    }
    encoded += next;
  }
  return encoded;
}

/** Undoes {@link encodeMessage}; bytes that are not UTF-8 become replacement characters. */
export function decodeMessage(header: string): string {
  if (!header.includes("%")) return header;
  const bytes: number[] = [];
  for (let at = 0; at < header.length; at++) {
    const hex = header.slice(at + 1, at + 3);
    if (header[at] === "%" && /^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(header.charCodeAt(at) & 0xff);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function percent(character: string): string {
  return Array.from(encoder.encode(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(
    "",
  );
}

/** As many of the details, from the first, as fit. */
function detailsHeader(error: ConnectError, maxBytes: number): string | undefined {
  if (error.details.length === 0) return undefined;
  const details = [...wireDetails(error)];
  const message = decodeMessage(encodeMessage(error.rawMessage, statusBytes / 4));
  for (; details.length > 0; details.pop()) {
    const bytes = encodeStatus({ code: error.code, message, details });
    if (Math.ceil((bytes.length * 4) / 3) <= maxBytes) return toBase64(bytes);
  }
  return undefined;
}

function readDetails(
  header: string | string[] | undefined,
): { readonly message: string; readonly details: readonly WireDetail[] } | undefined {
  if (typeof header !== "string") return undefined;
  try {
    return decodeStatus(Buffer.from(header, "base64"));
  } catch {
    // The status itself is known; details that nobody can read are left out.
    return undefined;
  }
}

/** Without padding, as gRPC wants it. */
function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64").replace(/=+$/, "");
}
