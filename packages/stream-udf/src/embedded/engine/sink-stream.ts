import { sink } from "@millrace/protocol/numaflow";
import type { SinkAnswer } from "../../answer.ts";
import { sinkAnswer } from "../../wire/engine/answer.ts";
import { endOfBatch, sinkHandshake, sinkRequest, type Outgoing } from "../../wire/engine/request.ts";
import { violation } from "./call-failure.ts";
import { EngineStream, type StreamSettings } from "./engine-stream.ts";

type Request = typeof sink.SinkRequestSchema;
type Response = typeof sink.SinkResponseSchema;

interface OpenBatch extends PromiseWithResolvers<readonly SinkAnswer[]> {
  readonly answers: SinkAnswer[];
}

/** A call of a sink: a batch of requests, their answers, and the end of the transmission both ways; then the next. */
export class SinkStream extends EngineStream<Request, Response> {
  readonly #greeted = Promise.withResolvers<void>();
  #isGreeted = false;
  #batch: OpenBatch | undefined;

  private constructor(settings: StreamSettings) {
    super(sink.Sink.method.sinkFn, settings);
  }

  /** Opens the call and shakes hands. */
  static async open(settings: StreamSettings): Promise<SinkStream> {
    const stream = new SinkStream(settings);
    stream.expect(1);
    stream.push(sinkHandshake);
    await stream.#greeted.promise;
    return stream;
  }

  /** Sends a batch, and gives all answers that came before the server's end of it. They are not paired here. */
  async exchange(batch: readonly Outgoing[]): Promise<readonly SinkAnswer[]> {
    const open: OpenBatch = { ...Promise.withResolvers<readonly SinkAnswer[]>(), answers: [] };
    open.promise.catch(() => undefined);
    this.#batch = open;
    this.expect(1);
    for (const message of batch) await this.send(sinkRequest(message));
    await this.send(endOfBatch);
    return open.promise;
  }

  protected receive({ handshake, results, status }: sink.SinkResponse): void {
    if (!this.#isGreeted) {
      if (handshake?.sot !== true) throw violation(this.what, "its first message was not the answer to the handshake");
      this.#isGreeted = true;
      this.settle(1);
      return this.#greeted.resolve();
    }
    const batch = this.#batch;
    if (batch === undefined) {
      if (results.length > 0) throw violation(this.what, "it answered before it was sent a batch");
      return;
    }
    for (const result of results) {
      const answer = sinkAnswer(result);
      if (answer === undefined)
        throw violation(this.what, `the answer to '${result.id}' has the unknown status ${result.status}`);
      batch.answers.push(answer);
    }
    if (status?.eot !== true) return;
    this.#batch = undefined;
    this.settle(1);
    batch.resolve(batch.answers);
  }

  protected lost(error: Error): void {
    this.#greeted.reject(error);
    this.#batch?.reject(error);
  }

  protected complaint(): string | undefined {
    if (!this.#isGreeted) return "it ended the call without answering the handshake";
    return this.#batch === undefined ? undefined : "it ended the call before the end of the batch";
  }
}
