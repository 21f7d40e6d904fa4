import { create, type DescMessage, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import type { ServerCall } from "./call.ts";
import { CallContext } from "./handler-context.ts";
import { RequestQueue } from "./request-queue.ts";
import type { CallReceiver, OpenCall } from "./route.ts";

type Init = MessageInitShape<DescMessage>;

/** The shapes of connect's handlers, whatever their messages. */
export type UnaryHandler = (request: Message, context: HandlerContext) => Init | PromiseLike<Init>;
export type ServerStreamHandler = (request: Message, context: HandlerContext) => AsyncIterable<Init>;
export type ClientStreamHandler = (requests: AsyncIterable<Message>, context: HandlerContext) => PromiseLike<Init>;
export type BidiHandler = (requests: AsyncIterable<Message>, context: HandlerContext) => AsyncIterable<Init>;

export const openUnary =
  (handler: UnaryHandler): OpenCall =>
  (call) =>
    new OneRequest(call, (request) => answerOne(call, handler(request, new CallContext(call))));

export const openServerStream =
  (handler: ServerStreamHandler): OpenCall =>
  (call) =>
    new OneRequest(call, (request) => void answerMany(call, handler(request, new CallContext(call))));

export const openClientStream =
  (handler: ClientStreamHandler): OpenCall =>
  (call) => {
    const requests = new RequestQueue(call);
    answerOne(call, handler(requests, new CallContext(call)), requests);
    return requests;
  };

export const openBidi =
  (handler: BidiHandler): OpenCall =>
  (call) => {
    const requests = new RequestQueue(call);
    void answerMany(call, handler(requests, new CallContext(call)), requests);
    return requests;
  };

/** Waits for the one request of a method whose requests are no stream. */
class OneRequest implements CallReceiver {
  readonly #call: ServerCall;
  readonly #handle: (request: Message) => void;
  #request: Message | undefined;

  constructor(call: ServerCall, handle: (request: Message) => void) {
    this.#call = call;
    this.#handle = handle;
  }

  message(message: Message): void {
    if (this.#request !== undefined) throw wrongCount(this.#call, "more than one message");
    this.#request = message;
  }

  end(): void {
    if (this.#request === undefined) throw wrongCount(this.#call, "no message");
    this.#handle(this.#request);
  }

  abort(): void {
    // A running handler is told by its signal.
  }
}

function answerOne(call: ServerCall, answer: Init | PromiseLike<Init>, requests?: RequestQueue<Message>): void {
  if (!isThenable(answer)) return answerNow(call, answer, requests);
  const fail = (error: unknown): void => finish(call, requests, error);
  answer.then((message) => {
    try {
      answerNow(call, message, requests);
    } catch (error) {
      fail(error);
    }
  }, fail);
}

function answerNow(call: ServerCall, answer: Init, requests: RequestQueue<Message> | undefined): void {
  call.send(whole(call, answer));
  finish(call, requests);
}

async function answerMany(
  call: ServerCall,
  answers: AsyncIterable<Init>,
  requests?: RequestQueue<Message>,
): Promise<void> {
  try {
    for await (const answer of answers) {
      if (!call.send(whole(call, answer))) await call.drained();
      // Leaving the loop runs the handler's `finally`.
      if (call.ended) break;
    }
    finish(call, requests);
  } catch (error) {
    finish(call, requests, error);
  }
}

/** The handler is done: whatever it left running reads no more requests, and its signal fires. */
function finish(call: ServerCall, requests: RequestQueue<Message> | undefined, error?: unknown): void {
  call.finish(error);
  requests?.leave();
}

/** Promises of other libraries count as well. */
function isThenable(answer: Init | PromiseLike<Init>): answer is PromiseLike<Init> {
  return typeof (answer as Partial<PromiseLike<Init>> | undefined)?.then === "function";
}

/** Handlers may return the fields of a message instead of a message. */
function whole(call: ServerCall, answer: Init): Message {
  return "$typeName" in answer ? (answer as Message) : create(call.route.method.output, answer);
}

function wrongCount(call: ServerCall, what: string): ConnectError {
  return new ConnectError(`${call.route.path} takes one message, and got ${what}`, Code.Unimplemented);
}
