import type { IncomingHttpHeaders } from "node:http2";
import type { Message } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import type { Logger } from "../../logger.ts";
import { toHeaders } from "../metadata.ts";
import type { StreamReceiver } from "../stream-handler.ts";
import { ClientCall, type CallOptions, type CallReceiver, type CallSettings } from "./call.ts";
import { endReceiver } from "./end-receiver.ts";
import { canceled } from "./errors.ts";
import type { MethodPlan } from "./method-plan.ts";

/**
 * A bidi call as its caller writes to it. Nothing here throws: a message that cannot be sent ends the call with an
 * error, and after the end of a call nothing has an effect.
 */
export interface ClientStreamCall<I> {
  /** The server's headers; empty until they have come. */
  readonly header: Headers;
  /** The server's trailers; empty until the call has ended. */
  readonly trailer: Headers;
  /**
   * Sends a message; those of one tick leave in one write. The message is encoded at once and may be changed afterwards.
   *
   * @returns `false` if the server reads slower than we write: wait for {@link ClientStreamCall.drained}.
   */
  send(message: I): boolean;
  /** Resolves when what was sent has left, or the call has ended. */
  drained(): Promise<void>;
  /** All messages are sent; answers are still received. */
  end(): void;
  /** Gives the call up, at the server too. The receiver is aborted with `reason` if it is a `ConnectError`. */
  cancel(reason?: unknown): void;
  /** Reads no more from the server. Messages that have arrived already, some 64 KiB, may still be handed over. */
  pause(): void;
  /** Reads on. */
  resume(): void;
}

/** Starts a bidi call whose answers are pushed into `receiver`, none of them before this has returned. */
export function openCall<I extends Message, O extends Message>(
  settings: CallSettings,
  plan: MethodPlan,
  options: CallOptions,
  receiver: StreamReceiver<O>,
): ClientStreamCall<I> {
  const pushed = new PushReceiver(receiver, plan.path, settings.logger);
  const call = new ClientCall(settings, plan, options, pushed);
  process.nextTick(() => call.start());
  return {
    get header() {
      return toHeaders(pushed.headerBlock);
    },
    get trailer() {
      return toHeaders(pushed.trailerBlock);
    },
    send: (message) => call.send(message),
    drained: () => call.drained(),
    end: () => call.endRequest(),
    cancel: (reason) => call.cancel(canceled(reason)),
    pause: () => call.pause(),
    resume: () => call.resume(),
  };
}

class PushReceiver implements CallReceiver {
  headerBlock: IncomingHttpHeaders = {};
  trailerBlock: IncomingHttpHeaders = {};
  readonly #receiver: StreamReceiver<Message>;
  readonly #path: string;
  readonly #logger: Logger;

  constructor(receiver: StreamReceiver<Message>, path: string, logger: Logger) {
    this.#receiver = receiver;
    this.#path = path;
    this.#logger = logger;
  }

  header(block: IncomingHttpHeaders): void {
    this.headerBlock = block;
  }

  message(message: Message): void {
    this.#receiver.message(message);
  }

  end(error: ConnectError | undefined, trailers: IncomingHttpHeaders): void {
    this.trailerBlock = trailers;
    endReceiver(this.#receiver, error, this.#path, this.#logger);
  }
}
