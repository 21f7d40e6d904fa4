import type { IncomingMessage } from "node:http";
import { FunctionError } from "../../errors.ts";

/** The bytes that follow: 0 without a body, and infinite where the caller does not know it beforehand. */
export const announcedBytes = ({ headers }: IncomingMessage): number =>
  headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : Infinity;

/** Whether the caller says beforehand that it sends more than there may be. */
export const isTooMuch = (announced: number, maxBytes: number): boolean =>
  announced > maxBytes && announced !== Infinity;

/**
 * Reads the whole body of {@link announcedBytes} and calls back with it, or with `FUNCTION_SERVICE_BODY_TOO_LARGE`; never, if the caller goes
 * away first. A callback, because this is every request's way. What is too much is read on and dropped: a connection
 * that ended here would be reset, and the caller would not see its 413.
 */
export function readBody(
  request: IncomingMessage,
  announced: number,
  maxBytes: number,
  done: (body: Buffer | undefined, error?: FunctionError) => void,
): void {
  if (isTooMuch(announced, maxBytes)) {
    request.resume();
    done(undefined, tooLarge(maxBytes));
    return;
  }
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
