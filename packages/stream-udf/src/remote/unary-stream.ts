import type { StreamCall, StreamReceiver } from "@millrace/protocol/grpc";
import type { HandlerCall, MaybePromise } from "../component.ts";
import { requireList } from "../internal/require-list.ts";
import { isPromise } from "../internal/when-done.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { CallScope, type CallSettings } from "./call-scope.ts";
import { invalidHandshake } from "./handshake.ts";

/** What differs between map and source transform. */
export interface UnaryProtocol<I, Payload, O, Result> {
  /** Whether a message opens the call. */
  isHandshake(request: I): boolean;
  readonly handshake: O;
  /** What a message asks about; `undefined` for one that asks for nothing, and is passed over. */
  payloadOf(request: I): Payload | undefined;
  handle(payload: Payload, call: HandlerCall): MaybePromise<readonly Result[]>;
  respond(request: I, payload: Payload, results: readonly Result[]): O;
}

/**
 * A call whose requests are answered one by one, in the order in which handlers finish. Handlers that await nothing are
 * answered at once; of the others, `concurrency` work at the same time, and the engine waits.
 */
export class UnaryStream<I, Payload, O, Result> implements StreamReceiver<I> {
  readonly #protocol: UnaryProtocol<I, Payload, O, Result>;
  readonly #call: StreamCall<O>;
  readonly #scope: CallScope<O>;
  readonly #watch: AnswerWatch | undefined;
  /** Requests that arrived while enough handlers were at work. */
  #backlog: I[] = [];
  #working = 0;
  #open = false;
  #requestsEnded = false;

  constructor(protocol: UnaryProtocol<I, Payload, O, Result>, call: StreamCall<O>, settings: CallSettings) {
    this.#protocol = protocol;
    this.#call = call;
    this.#scope = new CallScope(call, settings);
    const { handlerTimeoutMs } = settings;
    this.#watch = handlerTimeoutMs === undefined ? undefined : new AnswerWatch(this.#scope, handlerTimeoutMs);
  }

  message(request: I): void {
    if (!this.#open) this.#shakeHands(request);
    else if (this.#working < this.#scope.settings.concurrency) this.#begin(request);
    else {
      if (this.#backlog.length === 0) this.#call.pause();
      this.#backlog.push(request);
    }
  }

  end(): void {
    this.#requestsEnded = true;
    this.#finishIfDone();
  }

  abort(reason: Error): void {
    this.#backlog = [];
    this.#watch?.close();
    this.#scope.abort(reason);
  }

  #shakeHands(request: I): void {
    if (!this.#protocol.isHandshake(request)) return this.#scope.refuse(invalidHandshake());
    this.#open = true;
    this.#call.send(this.#protocol.handshake);
  }

  #begin(request: I): void {
    const payload = this.#protocol.payloadOf(request);
    if (payload === undefined || this.#scope.over) return;
    try {
      const results = this.#protocol.handle(payload, this.#scope);
      if (isPromise(results)) this.#wait(request, payload, results);
      else this.#scope.send(this.#protocol.respond(request, payload, requireList(results)));
    } catch (error) {
      this.#fail(error);
    }
  }

  #wait(request: I, payload: Payload, results: Promise<readonly Result[]>): void {
    this.#working++;
    this.#watch?.watch(results);
    // Both in one step: a failure that took a tick longer would let a later success pass.
    results.then(
      (given) => this.#settle(request, payload, given),
      (error: unknown) => this.#fail(error),
    );
  }

  #settle(request: I, payload: Payload, results: readonly Result[]): void {
    this.#working--;
    if (this.#scope.over) return;
    try {
      this.#scope.send(this.#protocol.respond(request, payload, requireList(results)));
      this.#next();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** After a handler answered: takes on requests that wait. */
  #next(): void {
    if (this.#backlog.length > 0) {
      const { concurrency } = this.#scope.settings;
      let taken = 0;
      while (taken < this.#backlog.length && this.#working < concurrency) this.#begin(this.#backlog[taken++] as I);
      this.#backlog.splice(0, taken);
      if (this.#backlog.length === 0) this.#call.resume();
    }
    this.#finishIfDone();
  }

  #finishIfDone(): void {
    if (this.#requestsEnded && this.#working === 0 && this.#backlog.length === 0) this.#scope.finish();
  }

  #fail(error: unknown): void {
    this.#backlog = [];
    this.#watch?.close();
    this.#scope.fail(error);
  }
}
