import type { IncomingHttpHeaders } from "node:http2";
import {
  create,
  type DescMessage,
  type DescMethodStreaming,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type StreamResponse } from "@connectrpc/connect";
import { toHeaders } from "../metadata.ts";
import { ClientCall, type CallOptions, type CallReceiver, type CallSettings } from "./call.ts";
import type { MethodPlan } from "./method-plan.ts";
import { ResponseQueue } from "./response-queue.ts";

/**
 * A call of any streaming kind, as connect sees it. Resolves when the response headers are there, as connect's own
 * transports do.
 */
export function callStream<I extends DescMessage, O extends DescMessage>(
  settings: CallSettings,
  plan: MethodPlan,
  options: CallOptions,
  messages: AsyncIterable<MessageInitShape<I>>,
): Promise<StreamResponse<I, O>> {
  return new Promise((resolve, reject) => {
    new StreamExchange<I, O>(settings, plan, options, messages, { resolve, reject }).start();
  });
}

interface Outcome<T> {
  readonly resolve: (response: T) => void;
  readonly reject: (error: ConnectError) => void;
}

/** Carries messages from the caller's iterable to a call, and from the call to the caller's loop. */
class StreamExchange<I extends DescMessage, O extends DescMessage> implements CallReceiver {
  readonly #plan: MethodPlan;
  readonly #call: ClientCall;
  readonly #requests: AsyncIterator<MessageInitShape<I>>;
  readonly #responses: ResponseQueue;
  readonly #trailer = new Headers();
  /** Gone once it was used: through it, the response would live as long as the call. */
  #outcome: Outcome<StreamResponse<I, O>> | undefined;
  #requestsDone = false;

  constructor(
    settings: CallSettings,
    plan: MethodPlan,
    options: CallOptions,
    messages: AsyncIterable<MessageInitShape<I>>,
    outcome: Outcome<StreamResponse<I, O>>,
  ) {
    this.#plan = plan;
    this.#call = new ClientCall(settings, plan, options, this);
    this.#requests = messages[Symbol.asyncIterator]();
    this.#responses = new ResponseQueue({
      pause: () => this.#call.pause(),
      resume: () => this.#call.resume(),
      abandon: () => this.#call.cancel(new ConnectError("the response was not read to its end", Code.Canceled)),
    });
    this.#outcome = outcome;
  }

  start(): void {
    this.#call.start();
    void this.#pump();
  }

  header(block: IncomingHttpHeaders): void {
    this.#respond(block);
  }

  message(message: Message): void {
    this.#responses.push(message);
  }

  end(error: ConnectError | undefined, trailers: IncomingHttpHeaders): void {
    for (const [name, value] of toHeaders(trailers)) this.#trailer.append(name, value);
    if (error === undefined) this.#respond(trailers);
    else this.#outcome?.reject(error);
    this.#responses.end(error);
    void this.#stopRequests();
  }

  #respond(block: IncomingHttpHeaders): void {
    const outcome = this.#outcome;
    if (outcome === undefined) return;
    this.#outcome = undefined;
    const method = this.#plan.method as DescMethodStreaming<I, O>;
    outcome.resolve({
      stream: true,
      service: method.parent,
      method,
      header: toHeaders(block),
      trailer: this.#trailer,
      message: iterate(this.#responses) as AsyncIterable<MessageShape<O>>,
    });
  }

  /** Sends what the caller's iterable yields, as fast as the server takes it. */
  async #pump(): Promise<void> {
    const call = this.#call;
    try {
      while (!call.ended) {
        const { done, value } = await this.#requests.next();
        if (done === true) {
          this.#requestsDone = true;
          call.endRequest();
          return;
        }
        if (!call.send(create(this.#plan.method.input, value))) await call.drained();
      }
    } catch (error) {
      this.#requestsDone = true;
      call.cancel(ConnectError.from(error, Code.Unknown));
    }
  }

  /** Lets the caller's generator clean up when the call ends before it. */
  async #stopRequests(): Promise<void> {
    if (this.#requestsDone) return;
    this.#requestsDone = true;
    try {
      await this.#requests.return?.();
    } catch {
      // The call is over: how the generator cleans up is its own affair.
      return;
    }
  }
}

/**
 * Connect's client hides the end of a loop from its transport. What is left is to notice that nobody can read any more.
 */
const unread = new FinalizationRegistry<ResponseQueue>((responses) => responses.abandon());

/** Leaving the loop cancels the call. */
function iterate(responses: ResponseQueue): AsyncIterable<Message> {
  const iterator: AsyncIterator<Message, undefined> = {
    next: () => responses.next(),
    async return() {
      responses.abandon();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      responses.abandon();
      throw error;
    },
  };
  unread.register(iterator, responses);
  return { [Symbol.asyncIterator]: () => iterator };
}
