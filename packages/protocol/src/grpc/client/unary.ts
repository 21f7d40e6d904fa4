import type { IncomingHttpHeaders } from "node:http2";
import type { DescMessage, DescMethodUnary, DescService, Message, MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type UnaryResponse } from "@connectrpc/connect";
import { toHeaders } from "../metadata.ts";
import { ClientCall, type CallOptions, type CallReceiver, type CallSettings } from "./call.ts";
import type { MethodPlan } from "./method-plan.ts";

/** One message there, one back. */
export function callUnary<I extends DescMessage, O extends DescMessage>(
  settings: CallSettings,
  plan: MethodPlan,
  options: CallOptions,
  message: MessageShape<I>,
): Promise<UnaryResponse<I, O>> {
  return new Promise((resolve, reject) => {
    const call = new ClientCall(settings, plan, options, new UnaryReceiver<I, O>(plan, resolve, reject));
    call.sendOnly(message);
    call.start();
  });
}

class UnaryReceiver<I extends DescMessage, O extends DescMessage> implements CallReceiver {
  readonly #plan: MethodPlan;
  readonly #resolve: (response: UnaryResponse<I, O>) => void;
  readonly #reject: (error: ConnectError) => void;
  #header: IncomingHttpHeaders = {};
  #message: Message | undefined;

  constructor(
    plan: MethodPlan,
    resolve: (response: UnaryResponse<I, O>) => void,
    reject: (error: ConnectError) => void,
  ) {
    this.#plan = plan;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  header(block: IncomingHttpHeaders): void {
    this.#header = block;
  }

  message(message: Message): void {
    if (this.#message !== undefined) {
      throw new ConnectError("the server answered a unary call with more than one message", Code.Unimplemented);
    }
    this.#message = message;
  }

  end(error: ConnectError | undefined, trailers: IncomingHttpHeaders): void {
    if (error !== undefined) return this.#reject(error);
    if (this.#message === undefined) {
      const text = "the server answered a unary call with status OK and no message";
      return this.#reject(new ConnectError(text, Code.Unimplemented, toHeaders(trailers)));
    }
    this.#resolve(new LazyResponse<I, O>(this.#plan, this.#header, this.#message as MessageShape<O>, trailers));
  }
}

/** `Headers` cost more than the rest of a call does, and hardly anybody reads them. */
class LazyResponse<I extends DescMessage, O extends DescMessage> implements UnaryResponse<I, O> {
  readonly stream = false;
  readonly method: DescMethodUnary<I, O>;
  readonly message: MessageShape<O>;
  readonly #headerBlock: IncomingHttpHeaders;
  readonly #trailerBlock: IncomingHttpHeaders;
  #header: Headers | undefined;
  #trailer: Headers | undefined;

  constructor(plan: MethodPlan, header: IncomingHttpHeaders, message: MessageShape<O>, trailer: IncomingHttpHeaders) {
    this.method = plan.method as DescMethodUnary<I, O>;
    this.message = message;
    this.#headerBlock = header;
    this.#trailerBlock = trailer;
  }

  get service(): DescService {
    return this.method.parent;
  }

  get header(): Headers {
    return (this.#header ??= toHeaders(this.#headerBlock));
  }

  get trailer(): Headers {
    return (this.#trailer ??= toHeaders(this.#trailerBlock));
  }
}
