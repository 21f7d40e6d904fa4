import type { IncomingMessage } from "node:http";
import { FunctionError } from "../../errors.ts";

/** Whether a body follows, which `Content-Length: 0` also denies. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";

/** Whether the caller says beforehand that it sends more than there may be. */
export const announcesTooMuch = ({ headers }: IncomingMessage, maxBytes: number): boolean =>
  Number(headers["content-length"] ?? 0) > maxBytes;

/**
 * Reads the whole body and calls back with it, or with `FUNCTION_SERVICE_BODY_TOO_LARGE`; never, if the caller goes
 * away first. A callback, because this is every request's way. What is too much is read on and dropped: a connection
 * that ended here would be reset, and the caller would not see its 413.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  done: (body: Buffer | undefined, error?: FunctionError) => void,
): void {
  if (announcesTooMuch(request, maxBytes)) {
    request.resume();
    done(undefined, tooLarge(maxBytes));
    return;
  }
  const announced = Number(request.headers["content-length"] ?? Infinity);
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    const before = size;
    size += chunk.length;
    if (size > maxBytes) {
      chunks.length = 0;
      if (before <= maxBytes) done(undefined, tooLarge(maxBytes));
    } else if (size < announced) chunks.push(chunk);
    // Nothing follows, so that there is no need to wait for the end.
    else done(before === 0 ? chunk : Buffer.concat([...chunks, chunk]));
  });
  if (announced !== Infinity) return;
  request.on("end", () => {
    if (size <= maxBytes) done(Buffer.concat(chunks));
  });
}

const tooLarge = (maxBytes: number): FunctionError =>
  new FunctionError(
    "FUNCTION_SERVICE_BODY_TOO_LARGE",
    `a body may have ${maxBytes} bytes ('maxBodyBytes' of the service)`,
    { details: { maxBytes } },
  );
