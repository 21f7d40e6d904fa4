import type { IncomingMessage } from "node:http";

/** Differs for each process that this machine starts, without the milliseconds that loading `node:crypto` takes. */
const processId = `${process.pid.toString(36)}${Math.floor(performance.timeOrigin).toString(36)}`;
let count = 0;

const acceptable = /^[\u0021-\u007e]{1,128}$/;

/** The caller's `X-Request-Id`, if it is fit for logs and headers, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  if (given !== undefined && typeof given === "string" && acceptable.test(given)) return given;
  count++;
  return `${processId}-${count.toString(36)}`;
}
