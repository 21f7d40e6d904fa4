import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageShape } from "@bufbuild/protobuf";
import {
  ConnectError,
  createContextValues,
  type ContextValues,
  type Interceptor,
  type StreamRequest,
  type StreamResponse,
  type UnaryRequest,
  type UnaryResponse,
} from "@connectrpc/connect";
import type { CallOptions } from "./call.ts";
import { canceled, deadlineExceeded } from "./errors.ts";

type AnyRequest = UnaryRequest | StreamRequest;
type AnyResponse = UnaryResponse | StreamResponse;

/** What interceptors see of a call beside its messages. */
export interface InterceptedCall extends CallOptions {
  readonly url: string;
  readonly contextValues: ContextValues | undefined;
}

/** Runs a unary call inside of connect's interceptors; the last of them is the innermost. */
export async function interceptUnary<I extends DescMessage, O extends DescMessage>(
  interceptors: readonly Interceptor[],
  method: DescMethodUnary<I, O>,
  call: InterceptedCall,
  message: MessageShape<I>,
  run: (options: CallOptions, message: MessageShape<I>) => Promise<UnaryResponse<I, O>>,
): Promise<UnaryResponse<I, O>> {
  const scope = new CallScope(call);
  const core = async (request: AnyRequest): Promise<AnyResponse> => {
    const response = await run(scope.optionsFor(request), request.message as MessageShape<I>);
    // Interceptors copy responses with `...`, which takes no getters of a class along.
    const { service, message: answer, header, trailer } = response;
    return { stream: false, service, method, message: answer, header, trailer };
  };
  const request: AnyRequest = { ...commonOf(method, call, scope), stream: false, method, message };
  try {
    return (await chain(interceptors, core)(request)) as UnaryResponse<I, O>;
  } catch (error) {
    throw scope.errorOf(error);
  } finally {
    scope.end();
  }
}

/** Runs a streaming call inside of connect's interceptors. */
export async function interceptStream<I extends DescMessage, O extends DescMessage>(
  interceptors: readonly Interceptor[],
  method: DescMethodStreaming<I, O>,
  call: InterceptedCall,
  message: AsyncIterable<MessageShape<I>>,
  run: (options: CallOptions, messages: AsyncIterable<MessageShape<I>>) => Promise<StreamResponse<I, O>>,
): Promise<StreamResponse<I, O>> {
  const scope = new CallScope(call);
  const core = async (request: AnyRequest): Promise<AnyResponse> => {
    const response = await run(scope.optionsFor(request), request.message as AsyncIterable<MessageShape<I>>);
    return { ...response, message: scope.endWith(response.message) };
  };
  const request: AnyRequest = { ...commonOf(method, call, scope), stream: true, method, message };
  try {
    return (await chain(interceptors, core)(request)) as StreamResponse<I, O>;
  } catch (error) {
    scope.end();
    throw scope.errorOf(error);
  }
}

type AnyFn = (request: AnyRequest) => Promise<AnyResponse>;

function chain(interceptors: readonly Interceptor[], core: AnyFn): AnyFn {
  return interceptors.reduceRight<AnyFn>((next, interceptor) => interceptor(next), core);
}

function commonOf(
  method: DescMethodUnary | DescMethodStreaming,
  call: InterceptedCall,
  scope: CallScope,
): Omit<UnaryRequest, "stream" | "method" | "message"> {
  return {
    service: method.parent,
    requestMethod: "POST",
    url: call.url,
    header: new Headers(call.header),
    contextValues: call.contextValues ?? createContextValues(),
    signal: scope.signal,
  };
}

/** The time between a call's entry into its interceptors and its end, with the signal that they see. */
class CallScope {
  readonly #controller = new AbortController();
  readonly #deadlineAtMs: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #outer: AbortSignal | undefined;
  #failure: ConnectError | undefined;

  constructor({ signal, timeoutMs }: CallOptions) {
    this.#outer = signal;
    this.#deadlineAtMs = timeoutMs === undefined ? Infinity : performance.now() + timeoutMs;
    if (timeoutMs !== undefined && timeoutMs < 2 ** 31) {
      this.#timer = setTimeout(() => this.#fail(deadlineExceeded()), timeoutMs);
    }
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener("abort", this.#onAbort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What the innermost function makes the call with. */
  optionsFor({ header, signal }: AnyRequest): CallOptions {
    const timeoutMs = this.#deadlineAtMs === Infinity ? undefined : this.#deadlineAtMs - performance.now();
    return { header, signal, timeoutMs };
  }

  /** What a caller is told of whatever came out of the interceptors. */
  errorOf(reason: unknown): ConnectError {
    return this.#failure ?? ConnectError.from(reason);
  }

  /** Ends with the loop over these messages. */
  endWith<T>(messages: AsyncIterable<T>): AsyncIterable<T> {
    const iterator = messages[Symbol.asyncIterator]();
    const ending = async <R>(result: Promise<R>, over: (value: R) => boolean): Promise<R> => {
      try {
        const value = await result;
        if (over(value)) this.end();
        return value;
      } catch (error) {
        this.end();
        throw this.errorOf(error);
      }
    };
    const wrapped: AsyncIterator<T> = {
      next: () => ending(iterator.next(), ({ done }) => done === true),
      return: () => ending(iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }), () => true),
    };
    return { [Symbol.asyncIterator]: () => wrapped };
  }

  /** Connect promises interceptors that the signal fires at the end of every call. */
  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#onAbort);
    this.#controller.abort(endOfCall);
  }

  readonly #onAbort = (): void => this.#fail(canceled(this.#outer?.reason));

  #fail(error: ConnectError): void {
    this.#failure ??= error;
    this.#controller.abort(error);
  }
}

/** A reason of our own: without one, `abort()` makes an error with a stack, at the end of every call. */
const endOfCall = "the call has ended";
