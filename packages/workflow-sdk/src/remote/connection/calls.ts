import { setMaxListeners } from "node:events";
import {
  create,
  type DescMessage,
  type DescMethodStreaming,
  type DescMethodUnary,
  type MessageInitShape,
} from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type ContextValues,
  type StreamResponse,
  type Transport,
  type UnaryResponse,
} from "@connectrpc/connect";
import { anySignal, type SignalUnion, sleep, withDeadline } from "@millrace/protocol";
import type { CallContext } from "../../call-context.ts";
import type { RpcError } from "../../rpc-errors/rpc-error.ts";
import { DeadlineExceededError } from "../../rpc-errors/status-errors.ts";
import type { CallHeaders } from "./headers.ts";
import { attemptTimeoutMs, taskPolls } from "./long-polls.ts";
import { clientRetries, RetryState, type RetryRules } from "./retry-rules.ts";
import { toRpcError } from "../../wire/to-rpc-error.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import type { Transports } from "./transports.ts";

export interface CallsSettings {
  readonly transports: Transports;
  readonly headers: CallHeaders;
  readonly context: CallContext;
  readonly callTimeoutMs: number;
  /** Aborted when the connection is closed. */
  readonly closed: AbortSignal;
}

/** What one call is given beside its request. */
interface CallParts {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  readonly header: HeadersInit | undefined;
  readonly contextValues: ContextValues | undefined;
  readonly rules: RetryRules;
  /** What errors name as missing, or as being there already. */
  readonly about: RpcCall | undefined;
}

/** A transport that adds to calls what all calls of a connection have: headers, deadlines, retries, typed errors. */
export class Calls implements Transport {
  readonly #settings: CallsSettings;
  /** Signals that abort with the connection too. */
  readonly #followers = new WeakSet<AbortSignal>();

  constructor(settings: CallsSettings) {
    this.#settings = settings;
  }

  until(signal: AbortSignal): SignalUnion {
    const ends = anySignal(signal, this.#settings.closed);
    setMaxListeners(0, ends.signal);
    this.#followers.add(ends.signal);
    return ends;
  }

  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    return this.call(method, input, {
      signal,
      timeoutMs,
      header,
      contextValues,
      rules: clientRetries,
      about: undefined,
    });
  }

  /** A stream is not made again: nobody knows what of it was read. */
  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const { transports, headers, context, closed } = this.#settings;
    closed.throwIfAborted();
    const settings = context.get();
    const until = settings?.deadlineAtMs === undefined ? undefined : Math.max(1, settings.deadlineAtMs - Date.now());
    const ends = anySignal(signal, ...(settings?.signals ?? []), closed);
    try {
      const time = timeoutMs ?? until;
      const all = await inTime(Promise.resolve(headers.of("", settings, header)), ends.signal, time ?? Infinity);
      const response = await transports.calls.stream(method, ends.signal, time, all, input, contextValues);
      return { ...response, message: whole(response.message, ends) };
    } catch (error) {
      ends[Symbol.dispose]();
      throw error instanceof ConnectError ? toRpcError(error) : error;
    }
  }

  async call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    input: MessageInitShape<I>,
    parts: CallParts,
  ): Promise<UnaryResponse<I, O>> {
    const { context, headers, closed } = this.#settings;
    closed.throwIfAborted();
    const settings = context.get();
    using ends = this.#endsOf(parts.signal, settings?.signals);
    const signal = ends?.signal ?? parts.signal ?? closed;
    const limitMs = Math.min(parts.timeoutMs ?? Infinity, (settings?.deadlineAtMs ?? Infinity) - Date.now());
    const attempts = new Attempts(parts.rules, limitMs, signal);
    const request = create(method.input, input);
    const namespace = namespaceOf(request);
    for (;;) {
      const made = headers.of(namespace, settings, parts.header);
      const header = made instanceof Promise ? await this.#inTime(made, signal, attempts) : made;
      const attempt = { ...parts, header, signal };
      try {
        return await this.#attempt(method, request, attempt, attempts.leftMs);
      } catch (error) {
        const failure = ConnectError.from(error);
        if (await attempts.another(failure)) continue;
        closed.throwIfAborted();
        throw attempts.told(failure, parts.about);
      }
    }
  }

  async #inTime<T>(made: Promise<T>, signal: AbortSignal, attempts: Attempts): Promise<T> {
    try {
      return await inTime(made, signal, attempts.leftMs);
    } catch (error) {
      this.#settings.closed.throwIfAborted();
      throw error instanceof ConnectError ? attempts.told(error, undefined) : error;
    }
  }

  /** All that ends a call; nothing, if one signal tells of all. */
  #endsOf(own: AbortSignal | undefined, signals: readonly AbortSignal[] = []): SignalUnion | undefined {
    const one = own === undefined || this.#followers.has(own);
    return one && signals.length === 0 ? undefined : anySignal(own, ...signals, this.#settings.closed);
  }

  #attempt<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    { signal, header, contextValues }: CallParts,
    leftMs: number,
  ): Promise<UnaryResponse<I, O>> {
    const { transports, callTimeoutMs } = this.#settings;
    if (leftMs <= 0) throw new ConnectError("the call had no time left", Code.DeadlineExceeded);
    const transport = taskPolls.has(method.name) ? transports.polls : transports.calls;
    const timeoutMs = Math.min(leftMs, attemptTimeoutMs(method.name, callTimeoutMs));
    return transport.unary(method, signal, timeoutMs, header, request, contextValues);
  }
}

/** The messages of a stream, its failure as a typed error, and the end of what it listened to. */
async function* whole<T>(messages: AsyncIterable<T>, ends: Disposable): AsyncGenerator<T, void> {
  try {
    yield* messages;
  } catch (error) {
    throw toRpcError(error);
  } finally {
    ends[Symbol.dispose]();
  }
}

/** Nearly all requests name the namespace that they are about. */
function namespaceOf(request: object): string {
  const { namespace } = request as { readonly namespace?: unknown };
  return typeof namespace === "string" ? namespace : "";
}

/** Waits for headers, whose API key is somebody else's to give, no longer than for an answer. */
async function inTime<T>(made: Promise<T>, signal: AbortSignal, leftMs: number): Promise<T> {
  try {
    return await withDeadline(made, { timeoutMs: Math.max(0, leftMs), signal, name: "the API key" });
  } catch (error) {
    if (signal.aborted) {
      throw new ConnectError("the call was canceled", Code.Canceled, undefined, undefined, signal.reason);
    }
    if ((error as { readonly code?: unknown } | undefined)?.code !== "PROTOCOL_DEADLINE_EXCEEDED") throw error;
    throw new ConnectError("the call had no time left when its API key came", Code.DeadlineExceeded);
  }
}

/** The attempts of one call, and the time that they have. */
class Attempts {
  readonly #state: RetryState;
  readonly #limitMs: number;
  readonly #signal: AbortSignal;
  readonly #startedMs = performance.now();
  /** What the attempt before failed with, by itself. */
  #before: ConnectError | undefined;

  constructor(rules: RetryRules, limitMs: number, signal: AbortSignal) {
    this.#state = new RetryState(rules);
    this.#limitMs = limitMs;
    this.#signal = signal;
  }

  get leftMs(): number {
    return this.#limitMs - (performance.now() - this.#startedMs);
  }

  /** Waits for the next attempt; false if there is none. */
  async another(failure: ConnectError): Promise<boolean> {
    if (this.#signal.aborted) return false;
    const pauseMs = this.#state.pauseAfter(failure, performance.now() - this.#startedMs);
    if (pauseMs === undefined || pauseMs >= this.leftMs) return false;
    if (failure.code !== Code.DeadlineExceeded) this.#before = failure;
    try {
      await sleep(pauseMs, { signal: this.#signal });
      return true;
    } catch {
      // Aborted: what failed before is what the caller is told.
      return false;
    }
  }

  /** The end of the call. That the last attempt had too little time tells nobody why the others failed. */
  told(failure: ConnectError, about: RpcCall | undefined): RpcError {
    if (failure.code !== Code.DeadlineExceeded || this.#before === undefined) return toRpcError(failure, about);
    const cause = toRpcError(this.#before, about);
    const message = `${failure.rawMessage}; the attempt before failed: ${cause.message}`;
    return new DeadlineExceededError({ status: "DEADLINE_EXCEEDED", message, cause });
  }
}
