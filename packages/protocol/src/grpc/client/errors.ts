import { Code, ConnectError } from "@connectrpc/connect";
import { errorCodes } from "../http2/frames.ts";

/** What a gRPC client makes of a reset of one stream. */
const codeOfReset: Readonly<Record<number, Code>> = {
  [errorCodes.refusedStream]: Code.Unavailable,
  [errorCodes.cancel]: Code.Canceled,
  [errorCodes.enhanceYourCalm]: Code.ResourceExhausted,
  [errorCodes.inadequateSecurity]: Code.PermissionDenied,
};

/** What a gRPC client makes of an answer that is not from a gRPC server. */
const codeOfStatus: Readonly<Record<number, Code>> = {
  400: Code.Internal,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.Unimplemented,
  429: Code.Unavailable,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.Unavailable,
};

/** The error codes of HTTP/2, from 0 on. */
const resetNames = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
] as const;

/** What HTTP/2 calls a code, in a reset of a stream or a GOAWAY. */
export function resetName(code: number): string {
  return resetNames[code] ?? `code ${code}`;
}

/** Errors of calls that ended without a status, and the codes of their resets. */
const resetCodes = new WeakMap<ConnectError, number>();

/**
 * The code with which the server reset the stream of a call that it sent no status for, 0 if it just ended the stream;
 * undefined for errors of every other kind. A call with code 0 or 2 (INTERNAL_ERROR) is commonly made again.
 */
export function streamResetOf(error: ConnectError): number | undefined {
  return resetCodes.get(error);
}

/** The server ended a call without a status, by a reset of its stream. */
export function resetError(rstCode: number, cause: unknown): ConnectError {
  const text = `the server reset the call with ${resetName(rstCode)} and sent no status`;
  const error = new ConnectError(text, codeOfReset[rstCode] ?? Code.Internal, undefined, undefined, cause);
  resetCodes.set(error, rstCode);
  return error;
}

/** The server ended the stream of a call in peace, and without a status. */
export function missingStatusError(): ConnectError {
  const error = malformed("the server ended the call without a status");
  resetCodes.set(error, 0);
  return error;
}

/** The server answered, but not as a gRPC server does. */
export function httpStatusError(status: number | undefined, headers: Headers): ConnectError {
  return new ConnectError(`the server answered HTTP ${status}`, codeOfStatus[status ?? 0] ?? Code.Unknown, headers);
}

/** No connection, or none any more. `cause` keeps the code of Node: `ENOENT`, `ECONNREFUSED`, `ECONNRESET` … */
export function unavailable(text: string, cause?: unknown): ConnectError {
  return new ConnectError(text, Code.Unavailable, undefined, undefined, cause);
}

/** The caller's own time is over. */
export function deadlineExceeded(): ConnectError {
  return new ConnectError("the call took longer than its timeout", Code.DeadlineExceeded);
}

/** The caller gave the call up. */
export function canceled(reason: unknown): ConnectError {
  if (reason instanceof ConnectError) return reason;
  const text = reason instanceof Error ? reason.message : "the call was canceled";
  return new ConnectError(text, Code.Canceled, undefined, undefined, reason);
}

/** The bytes of a peer are not what the protocol promises. */
export function malformed(text: string, cause?: unknown): ConnectError {
  return new ConnectError(text, Code.Internal, undefined, undefined, cause);
}
