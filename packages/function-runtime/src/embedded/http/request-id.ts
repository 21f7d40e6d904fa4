import type { IncomingMessage } from "node:http";

/** Differs for each process that this machine starts, without the milliseconds that loading `node:crypto` takes. */
const processId = `${process.pid.toString(36)}${Math.floor(performance.timeOrigin).toString(36)}`;
let count = 0;

const acceptable = /^[\u0021-\u007e]{1,128}$/;

/** The caller's `X-Request-Id`, if it is fit for logs and headers, else a new one. */
export function requestIdOf({ rawHeaders }: IncomingMessage): string {
  // Not `headers`, which Node only makes for who asks: a call without a body needs none of them.
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length !== 12 || name.toLowerCase() !== "x-request-id") continue;
    const given = rawHeaders[index + 1] ?? "";
    if (acceptable.test(given)) return given;
  }
  count++;
  return `${processId}-${count.toString(36)}`;
}
