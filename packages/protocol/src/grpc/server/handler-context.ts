import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { createContextValues, type ContextValues, type HandlerContext } from "@connectrpc/connect";
import type { ServerCall } from "./call.ts";

/** connect's context over a call. Everything is made when it is read, since most handlers read nothing. */
export class CallContext implements HandlerContext {
  readonly protocolName = "grpc";
  readonly requestMethod = "POST";
  readonly #call: ServerCall;
  #values: ContextValues | undefined;

  constructor(call: ServerCall) {
    this.#call = call;
  }

  get service(): DescService {
    return this.#call.route.service;
  }

  get method(): DescMethod {
    return this.#call.route.method;
  }

  get signal(): AbortSignal {
    return this.#call.signal;
  }

  get requestHeader(): Headers {
    return this.#call.header;
  }

  get responseHeader(): Headers {
    return this.#call.responseHeader;
  }

  get responseTrailer(): Headers {
    return this.#call.responseTrailer;
  }

  get values(): ContextValues {
    return (this.#values ??= createContextValues());
  }

  get url(): string {
    return this.#call.url;
  }

  readonly timeoutMs = (): number | undefined => this.#call.remainingMs;
}
