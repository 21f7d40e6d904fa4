import { type Answer, noHeaders } from "../../compose/response.ts";
import type { Exchange } from "./exchange.ts";

/** What the service adds to each answer, and how long one may wait for its reader. */
export interface AnswerOptions {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly stalledTimeoutMs: number;
}

/** An answer whose body is there. */
export interface WholeAnswer extends Answer {
  readonly body: string | Uint8Array | undefined;
}

export const isWhole = (answer: Answer): answer is WholeAnswer =>
  answer.body === undefined || typeof answer.body === "string" || answer.body instanceof Uint8Array;

/** Sends an answer whose body is there: head and body leave in one piece. */
export function writeWhole(exchange: Exchange, answer: WholeAnswer, options: AnswerOptions): void {
  const { body = "", statusCode } = answer;
  const { response } = exchange;
  exchange.stopTimer();
  const head = headOf(exchange, answer, options);
  const size = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  // RFC 9110: these have neither a body nor its length.
  if (statusCode !== 204 && statusCode !== 304) head.push("content-length", String(size));
  response.writeHead(statusCode, head);
  // Text that is ASCII, as most is, leaves without being encoded.
  if (typeof body === "string" && size === body.length) response.end(body, "latin1");
  else response.end(body);
  if (response.writableLength > 0) endIfStalled(exchange, options.stalledTimeoutMs);
}

/**
 * Sends an answer as it comes, as fast as its reader reads. Until the first piece is there an error can still be thrown
 * and answered; after it, the connection is cut, so that nobody takes a part for the whole.
 */
export async function writeStream(
  exchange: Exchange,
  answer: Answer & { readonly body: AsyncIterable<string | Uint8Array> },
  options: AnswerOptions,
): Promise<void> {
  const { response } = exchange;
  const iterator = answer.body[Symbol.asyncIterator]();
  let ended = false;
  response.once("close", () => {
    // What it was in the midst of has its signal; this is for its `finally`, and its errors concern nobody any longer.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  });
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (done === true) ended = true;
      if (exchange.closed || response.writableEnded) return;
      if (!response.headersSent) {
        exchange.stopTimer();
        response.writeHead(answer.statusCode, headOf(exchange, answer, options));
      }
      if (done === true) break;
      if (value.length > 0 && !response.write(value)) await drained(exchange, options.stalledTimeoutMs);
      if (exchange.closed) return;
    }
  } catch (error) {
    ended = true;
    throw error;
  }
  response.end();
  if (response.writableLength > 0) endIfStalled(exchange, options.stalledTimeoutMs);
}

/** How a message is framed is the server's business; a wrong length would tear the connection. */
const framing = new Set(["connection", "content-length", "transfer-encoding", "keep-alive"]);

/** What an answer has once, whoever says it: two of them contradict each other. The service's comes first. */
const single = new Set(["content-type", "x-request-id", "access-control-allow-origin"]);

function headOf({ id }: Exchange, { contentType, headers }: Answer, options: AnswerOptions): string[] {
  // What nearly all answers have, in one piece.
  if (headers === noHeaders && options.headers.length === 0 && contentType !== "")
    return ["x-request-id", id, "content-type", contentType];
  const head = ["x-request-id", id, ...options.headers];
  if (contentType !== "") head.push("content-type", contentType);
  for (const name in headers) {
    const key = name.toLowerCase();
    if (framing.has(key) || (single.has(key) && head.includes(key))) continue;
    head.push(name, String(headers[name]));
  }
  return head;
}

/** Ends the connection when nothing of what is left to send goes for so long. Node itself waits forever. */
const endIfStalled = (exchange: Exchange, milliseconds: number): void => {
  if (milliseconds === Infinity) return;
  const { socket } = exchange.request;
  const onTimeout = (): void => void (exchange.isStalled = true);
  socket.setTimeout(milliseconds);
  socket.once("timeout", onTimeout);
  exchange.response.once("close", () => socket.off("timeout", onTimeout));
};

const drained = (exchange: Exchange, stalledTimeoutMs: number): Promise<void> =>
  new Promise((resolve) => {
    const { request, response } = exchange;
    if (stalledTimeoutMs !== Infinity) request.socket.setTimeout(stalledTimeoutMs);
    const settle = (): void => {
      response.off("drain", settle);
      response.off("close", settle);
      request.socket.setTimeout(0);
      resolve();
    };
    response.on("drain", settle);
    response.on("close", settle);
  });
