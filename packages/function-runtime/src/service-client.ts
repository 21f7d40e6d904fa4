import { checkNumber, checkOptions, sleep } from "@millrace/protocol";
import { errorOfAnswer, retryDelayMs, unreachable } from "./client-errors.ts";
import { readPieces, readWhole } from "./client-answers.ts";
import type { AnswerOf, CallArguments, GivenOf, PieceOf } from "./client-types.ts";
import { FunctionError } from "./errors.ts";
import type { AnyFunction } from "./handler.ts";

export interface ClientOptions {
  /** How long a call may take, retries included; of a stream, until its first piece. Default 60,000. */
  readonly timeoutMs?: number;
  /** How often a call is repeated that the service did not begin: 503 with Retry-After, whose time is kept. Default 0. */
  readonly retries?: number;
  /** For every call, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ClientCallOptions extends ClientOptions {
  readonly signal?: AbortSignal;
}

/** A function that is served elsewhere, called as if it was here. */
export interface ServiceClient<Fn extends AnyFunction> {
  /**
   * Calls the function and returns what it returned: JSON as values, text as a string, bytes as a `Uint8Array`. What JSON
   * does not have, such as dates, arrives as JSON writes it. A function that streams brings all of its pieces at once: text
   * and bytes joined, other values as an array.
   *
   * @throws `FUNCTION_INVALID_PARAMETERS` with the schema's `issues` in `details`, `FUNCTION_SERVICE_…`
   */
  call(...args: CallArguments<GivenOf<Fn>, ClientCallOptions>): Promise<AnswerOf<Fn>>;
  /**
   * The same for functions that stream: one piece after the other, as fast as they are taken. Leaving the loop ends the
   * call.
   *
   * @throws as {@link call}; `FUNCTION_SERVICE_UNREACHABLE` if the stream is cut before its end
   */
  stream(...args: CallArguments<GivenOf<Fn>, ClientCallOptions>): AsyncGenerator<PieceOf<Fn>, void, undefined>;
}

export const clientDefaults: { readonly timeoutMs: number; readonly retries: number } = Object.freeze({
  timeoutMs: 60_000,
  retries: 0,
});

const optionNames = ["timeoutMs", "retries", "headers"];

/**
 * A client of a served function with the function's types: `createClient<typeof hello>("http://127.0.0.1:8080")`.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function createClient<Fn extends AnyFunction>(url: string, options: ClientOptions = {}): ServiceClient<Fn> {
  checkOptions(options, optionNames, "createClient");
  return {
    async call(parameters?: unknown, own?: ClientCallOptions) {
      const { response, end } = await request(url, parameters, { ...options, ...own });
      try {
        return (await readWhole(response)) as AnswerOf<Fn>;
      } catch (error) {
        end.signal.throwIfAborted();
        throw unreachable(url, error);
      } finally {
        end.done();
      }
    },
    async *stream(parameters?: unknown, own?: ClientCallOptions) {
      const { response, end } = await request(url, parameters, { ...options, ...own });
      end.stopTimer();
      try {
        yield* readPieces(response) as AsyncGenerator<PieceOf<Fn>, void, undefined>;
      } catch (error) {
        end.signal.throwIfAborted();
        throw unreachable(url, error);
      } finally {
        end.done();
      }
    },
  };
}

/** What ends a call from this side, with the reason of `signal`: its caller, or its time. */
interface CallEnd {
  readonly signal: AbortSignal;
  stopTimer(): void;
  done(): void;
}

async function request(
  url: string,
  parameters: unknown,
  options: ClientCallOptions,
): Promise<{ readonly response: Response; readonly end: CallEnd }> {
  checkOptions(options, [...optionNames, "signal"], "a call");
  const { timeoutMs = clientDefaults.timeoutMs, retries = clientDefaults.retries, headers = {}, signal } = options;
  checkNumber(timeoutMs, "timeoutMs", "a call", { min: 1 });
  checkNumber(retries, "retries", "a call", { min: 0, whole: true });
  const end = callEnd(url, timeoutMs, signal);
  const body = JSON.stringify(parameters ?? {});
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    signal: end.signal,
  };
  try {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(url, init);
      if (response.ok) return { response, end };
      const delayMs = attempt < retries ? retryDelayMs(response) : undefined;
      if (delayMs === undefined) throw await errorOfAnswer(url, response);
      await response.body?.cancel();
      await sleep(delayMs, { signal: end.signal });
    }
  } catch (error) {
    end.done();
    end.signal.throwIfAborted();
    throw FunctionError.is(error) ? error : unreachable(url, error);
  }
}

function callEnd(url: string, timeoutMs: number, given: AbortSignal | undefined): CallEnd {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(given?.reason);
  if (given?.aborted === true) onAbort();
  given?.addEventListener("abort", onAbort, { once: true });
  const timeOut = (): void => {
    const message = `${url} did not answer within ${timeoutMs} ms ('timeoutMs' of the client)`;
    controller.abort(new FunctionError("FUNCTION_SERVICE_CALL_TIMEOUT", message, { details: { url, timeoutMs } }));
  };
  const timer = timeoutMs === Infinity ? undefined : setTimeout(timeOut, timeoutMs);
  const stopTimer = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    stopTimer,
    done: () => {
      stopTimer();
      given?.removeEventListener("abort", onAbort);
    },
  };
}
