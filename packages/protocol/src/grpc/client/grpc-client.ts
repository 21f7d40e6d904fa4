import type { DescMethodStreaming, DescService, Message, MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, makeAnyClient } from "@connectrpc/connect";
import type { CallOptions, Client, Transport } from "@connectrpc/connect";

type StreamingFn = (input: unknown, options?: CallOptions) => AsyncIterable<Message>;

/**
 * Connect's `createClient`, with one difference: leaving the loop over a response stream, by `break`, `return` or
 * `throw`, cancels the call at once. With connect's own client a call that is left goes on until its iterator is
 * garbage.
 */
export function createGrpcClient<S extends DescService>(service: S, transport: Transport): Client<S> {
  const base = createClient(service, transport) as Record<string, unknown>;
  return makeAnyClient(service, (method) => {
    if (method.methodKind === "server_streaming") {
      return ((input, options) => respond(transport, method, once(input), options)) satisfies StreamingFn;
    }
    if (method.methodKind === "bidi_streaming") {
      return ((input, options) =>
        respond(transport, method, input as AsyncIterable<never>, options)) satisfies StreamingFn;
    }
    return base[method.localName] as (...args: unknown[]) => unknown;
  }) as Client<S>;
}

async function* once(message: unknown): AsyncGenerator<MessageInitShape<DescMethodStreaming["input"]>> {
  yield message as MessageInitShape<DescMethodStreaming["input"]>;
}

/** Starts the call, and gives its responses. */
function respond(
  transport: Transport,
  method: DescMethodStreaming,
  messages: AsyncIterable<MessageInitShape<DescMethodStreaming["input"]>>,
  options: CallOptions = {},
): AsyncIterable<Message> {
  const { signal: outer, timeoutMs, headers, contextValues } = options;
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) onAbort();
  else outer?.addEventListener("abort", onAbort);
  const release = (): void => outer?.removeEventListener("abort", onAbort);
  const leave = (): void => {
    release();
    controller.abort(new ConnectError("the response was not read to its end", Code.Canceled));
  };

  const response = transport.stream(method, controller.signal, timeoutMs, headers, messages, contextValues);
  // Whoever reads is told of a failure; a caller that never does must not end the process.
  response.catch(release);

  async function* read(): AsyncGenerator<Message> {
    let read = false;
    try {
      const { header, message, trailer } = await response;
      options.onHeader?.(header);
      yield* message;
      read = true;
      options.onTrailer?.(trailer);
    } finally {
      if (read) release();
      else leave();
    }
  }
  const generator = read();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => generator.next(),
      async return() {
        // Before the generator hears of it: it may be waiting for a message that never comes.
        leave();
        return generator.return(undefined);
      },
    }),
  };
}
