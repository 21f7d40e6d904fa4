import type { StreamCall } from "@millrace/protocol/grpc";
import type { ConnectError } from "@connectrpc/connect";
import type { Clock } from "@millrace/protocol";
import type { HandlerCall } from "../component.ts";
import { UdfError } from "../errors.ts";
import { messageOf } from "../internal/message-of.ts";
import { executionError } from "./execution-error.ts";

/** What the calls of a server have in common. */
export interface CallSettings {
  readonly containerType: string;
  /** How many messages of a call may be in hand: handlers that have not answered, datums that no reduce has read. */
  readonly concurrency: number;
  /** `undefined`: as long as they like. */
  readonly handlerTimeoutMs: number | undefined;
  readonly clock: Clock;
  /** Is told of the first failure of a call; the server then stops. */
  readonly onFailure: (error: UdfError) => void;
}

/** One call of the engine: what its handlers see of it, and how it ends. */
export class CallScope<O> implements HandlerCall {
  readonly settings: CallSettings;
  readonly #call: StreamCall<O>;
  #controller: AbortController | undefined;
  #over: { readonly reason: unknown } | undefined;
  #sending = false;

  constructor(call: StreamCall<O>, settings: CallSettings) {
    this.#call = call;
    this.settings = settings;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#over !== undefined) this.#controller.abort(this.#over.reason);
    }
    return this.#controller.signal;
  }

  /** Whether nothing that happens from now on matters to anybody. */
  get over(): boolean {
    return this.#over !== undefined;
  }

  /** Sends what a handler answered. What cannot be sent is the handler's failure. */
  send(message: O): void {
    this.#sending = true;
    this.#call.send(message);
    this.#sending = false;
  }

  /** All is answered. */
  finish(): void {
    if (this.over) return;
    this.#over = { reason: undefined };
    this.#call.end();
  }

  /** The engine broke the protocol: its call ends, and the server goes on. */
  refuse(error: ConnectError): void {
    if (this.over) return;
    this.#close(error);
    this.#call.end(error);
  }

  /** A handler failed: the call ends with the engine's error, and the server stops. The first failure counts. */
  fail(reason: unknown): void {
    if (this.over) return;
    this.#close(reason);
    this.#call.end(executionError(this.settings.containerType, reason));
    this.settings.onFailure(failureOf(reason));
  }

  /** The engine is gone; or the call ended by an answer that could not be sent. */
  abort(reason: Error): void {
    if (this.#sending) this.fail(unsendable(reason));
    else if (!this.over) this.#close(reason);
  }

  #close(reason: unknown): void {
    this.#over = { reason };
    this.#controller?.abort(reason);
  }
}

const unsendable = (cause: Error): UdfError =>
  new UdfError("UDF_INVALID_RESULT", `a result of a handler cannot be sent: ${messageOf(cause)}`, { cause });

function failureOf(reason: unknown): UdfError {
  if (reason instanceof UdfError) return reason;
  return new UdfError("UDF_HANDLER_FAILED", `a handler failed: ${messageOf(reason)}`, { cause: reason });
}
