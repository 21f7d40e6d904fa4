import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { createContextValues, type ContextValues, type HandlerContext } from "@connectrpc/connect";
import type { Clock } from "@millrace/protocol";

export interface InProcessCall {
  readonly method: DescMethod;
  readonly signal: AbortSignal;
  /** On the monotonic clock; `Infinity` for none. */
  readonly untilMs: number;
  readonly header: HeadersInit | undefined;
  readonly clock: Clock;
}

/** What a handler sees of a call in process. Parts that few handlers read are made when they are read. */
export class InProcessContext implements HandlerContext {
  readonly protocolName = "in-process";
  readonly requestMethod = "POST";
  readonly #call: InProcessCall;
  #requestHeader: Headers | undefined;
  #responseHeader: Headers | undefined;
  #responseTrailer: Headers | undefined;
  #values: ContextValues | undefined;

  constructor(call: InProcessCall) {
    this.#call = call;
  }

  get method(): DescMethod {
    return this.#call.method;
  }

  get service(): DescService {
    return this.#call.method.parent;
  }

  get signal(): AbortSignal {
    return this.#call.signal;
  }

  get url(): string {
    return `in-process:///${this.service.typeName}/${this.method.name}`;
  }

  get requestHeader(): Headers {
    return (this.#requestHeader ??= new Headers(this.#call.header));
  }

  get responseHeader(): Headers {
    return (this.#responseHeader ??= new Headers());
  }

  get responseTrailer(): Headers {
    return (this.#responseTrailer ??= new Headers());
  }

  get values(): ContextValues {
    return (this.#values ??= createContextValues());
  }

  readonly timeoutMs = (): number | undefined => {
    const { untilMs, clock } = this.#call;
    return untilMs === Infinity ? undefined : Math.max(0, untilMs - clock.monotonic());
  };
}
