import { anySignal } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import { withoutQuery } from "./redact.ts";

/** One HTTP request. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** How long it may take, answer included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that has arrived whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Fetch = typeof globalThis.fetch;

/** A thousand entities with large specs; files come another way. */
const largestAnswer = 128 * 2 ** 20;

/** No connection, so the other side has seen nothing of the request. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * Sends a request once and reads the whole answer. A redirect is an answer like others, so that nothing follows it.
 *
 * @throws `FUNCTION_CORE_BAD_ANSWER` for one without end; `FUNCTION_CORE_UNREACHABLE`, whose `details.sent` tells whether the request may have had an effect; the
 *   reason of `signal`
 */
export async function exchange(fetch: Fetch, request: Exchange): Promise<Answer> {
  const { method, url, headers = {}, body, timeoutMs, signal } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  const ends = anySignal(signal, timeout);
  try {
    const sent = body === undefined ? {} : { body };
    const response = await fetch(url, { method, headers, ...sent, redirect: "manual", signal: ends.signal });
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  } catch (error) {
    signal?.throwIfAborted();
    if (FunctionError.is(error)) throw error;
    throw unreachable(`${method} ${withoutQuery(url)}`, timeout.aborted ? undefined : error, timeoutMs);
  } finally {
    ends[Symbol.dispose]();
  }
}

/** @throws `FUNCTION_CORE_BAD_ANSWER` for one that does not come to an end */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswer)
      throw new FunctionError(
        "FUNCTION_CORE_BAD_ANSWER",
        `an answer has more than ${largestAnswer} bytes; ask for less`,
      );
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Why nothing, or not all, came: `error` is what `fetch` threw, absent if the time was over. */
export function unreachable(what: string, error: unknown, timeoutMs: number): FunctionError {
  if (error === undefined) {
    return new FunctionError("FUNCTION_CORE_UNREACHABLE", `${what} had no whole answer within ${timeoutMs} ms`, {
      details: { sent: true },
    });
  }
  // Only the system's own words: those of `fetch` may quote a header.
  const cause = error instanceof Error ? innermost(error) : undefined;
  const code = cause !== undefined && "code" in cause ? String(cause.code) : undefined;
  const why = code ?? "the connection broke before the answer was whole";
  return new FunctionError("FUNCTION_CORE_UNREACHABLE", `${what} failed: ${why}`, {
    details: { sent: code === undefined || !neverSent.has(code), ...(code === undefined ? {} : { reason: code }) },
  });
}

/** Of several addresses of a host, the first failure stands for all. */
function innermost(error: Error): Error {
  const below = error instanceof AggregateError ? (error.errors[0] as unknown) : error.cause;
  return below instanceof Error ? innermost(below) : error;
}
