import type { StreamCall, StreamReceiver } from "@millrace/protocol/grpc";
import type { sink } from "@millrace/protocol/numaflow";
import { Batch } from "../batch.ts";
import type { MaybePromise, SinkComponent } from "../component.ts";
import { LazySinkDatum, type SinkDatum } from "../datum.ts";
import { requireList } from "../internal/require-list.ts";
import { isPromise } from "../internal/when-done.ts";
import type { Response } from "../response.ts";
import { endOfBatch, sinkHandshake, sinkResponses } from "../wire/sink.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { CallScope, type CallSettings } from "./call-scope.ts";
import { checkResponses } from "../internal/check-responses.ts";
import { invalidHandshake } from "./handshake.ts";

/**
 * A call that brings batches. The handler gets a batch when its end is there, and the next one when it has answered:
 * an engine that sends ahead waits.
 */
export class SinkStream implements StreamReceiver<sink.SinkRequest> {
  readonly #component: SinkComponent;
  readonly #call: StreamCall<sink.SinkResponse>;
  readonly #scope: CallScope<sink.SinkResponse>;
  readonly #watch: AnswerWatch | undefined;
  #batch: SinkDatum[] = [];
  /** Requests that arrived while the handler was at work. */
  #backlog: sink.SinkRequest[] = [];
  #working = false;
  #open = false;
  #requestsEnded = false;

  constructor(component: SinkComponent, call: StreamCall<sink.SinkResponse>, settings: CallSettings) {
    this.#component = component;
    this.#call = call;
    this.#scope = new CallScope(call, settings);
    const { handlerTimeoutMs } = settings;
    this.#watch = handlerTimeoutMs === undefined ? undefined : new AnswerWatch(this.#scope, handlerTimeoutMs);
  }

  message(request: sink.SinkRequest): void {
    if (!this.#open) this.#shakeHands(request);
    else if (this.#working) {
      if (this.#backlog.length === 0) this.#call.pause();
      this.#backlog.push(request);
    } else this.#take(request);
  }

  /** A batch whose end has not come is not handed over: the engine has not asked for it, and will deliver it again. */
  end(): void {
    this.#requestsEnded = true;
    if (!this.#working) this.#scope.finish();
  }

  abort(reason: Error): void {
    this.#backlog = [];
    this.#batch = [];
    this.#watch?.close();
    this.#scope.abort(reason);
  }

  #shakeHands(request: sink.SinkRequest): void {
    if (request.handshake?.sot !== true) return this.#scope.refuse(invalidHandshake());
    this.#open = true;
    this.#call.send(sinkHandshake);
  }

  #take({ request, status }: sink.SinkRequest): void {
    if (request !== undefined) this.#batch.push(new LazySinkDatum(request));
    if (status?.eot === true) this.#hand();
  }

  #hand(): void {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return this.#scope.send(endOfBatch);
    let responses: MaybePromise<readonly Response[]>;
    try {
      responses = this.#component.handle(new Batch(batch), this.#scope);
      if (!isPromise(responses)) return this.#answer(batch, responses);
    } catch (error) {
      return this.#fail(error);
    }
    this.#working = true;
    this.#watch?.watch(responses);
    responses
      .then((given) => {
        this.#working = false;
        this.#answer(batch, given);
        this.#next();
      })
      .catch((error: unknown) => this.#fail(error));
  }

  #answer(batch: readonly SinkDatum[], responses: readonly Response[]): void {
    if (this.#scope.over) return;
    checkResponses(batch, requireList(responses));
    for (const response of sinkResponses(responses)) this.#scope.send(response);
    this.#scope.send(endOfBatch);
  }

  #next(): void {
    let taken = 0;
    while (taken < this.#backlog.length && !this.#working) this.#take(this.#backlog[taken++] as sink.SinkRequest);
    this.#backlog.splice(0, taken);
    if (this.#working) return;
    if (taken > 0) this.#call.resume();
    if (this.#requestsEnded) this.#scope.finish();
  }

  #fail(error: unknown): void {
    this.#backlog = [];
    this.#batch = [];
    this.#watch?.close();
    this.#scope.fail(error);
  }
}
