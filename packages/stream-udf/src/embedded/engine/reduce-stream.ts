import { reduce } from "@millrace/protocol/numaflow";
import type { MapAnswer } from "../../answer.ts";
import type { DatumSource } from "../../datum.ts";
import type { Instant } from "../../event-time.ts";
import { reduceAnswer } from "../../wire/engine/answer.ts";
import { reduceRequest, windowOf } from "../../wire/engine/request.ts";
import { violation } from "./call-failure.ts";
import { EngineStream, type StreamSettings } from "./engine-stream.ts";

type Request = typeof reduce.ReduceRequestSchema;
type Response = typeof reduce.ReduceResponseSchema;

/** A call of a reduce: one window. It is opened by its first message; half-closing it closes the book. */
export class ReduceStream extends EngineStream<Request, Response> {
  readonly #window: reduce.Window;
  readonly #answers: MapAnswer[] = [];
  readonly #done = Promise.withResolvers<readonly MapAnswer[]>();
  #opened = false;
  #closed = false;
  #finished = false;

  constructor(start: Instant, end: Instant, settings: StreamSettings) {
    super(reduce.Reduce.method.reduceFn, settings);
    this.#window = windowOf(start, end);
    this.#done.promise.catch(() => undefined);
  }

  /** Sends a message, of any key. Resolves when the server reads on; one that does not in time fails the call. */
  append(message: DatumSource): Promise<void> {
    const event = this.#opened ? 4 : 0;
    this.#opened = true;
    return this.send(reduceRequest(message, this.#window, event));
  }

  /** Closes the book, and gives the results of all keys when the server has ended the call. */
  async finish(): Promise<readonly MapAnswer[]> {
    this.check();
    this.#closed = true;
    this.expect(1);
    this.halfClose();
    const answers = await this.#done.promise;
    this.expect(1);
    await this.ended;
    return answers;
  }

  protected receive({ result, window, EOF }: reduce.ReduceResponse): void {
    // The engine reads no further than the end of the window.
    if (this.#finished) return;
    if (window === undefined) throw violation(this.what, "a response names no window");
    if (!sameTime(window.start, this.#window.start) || !sameTime(window.end, this.#window.end))
      throw violation(this.what, "a response names another window");
    if (result !== undefined) this.#answers.push(reduceAnswer(result));
    if (!EOF) return;
    if (!this.#closed) throw violation(this.what, "it ended the window before the engine closed it");
    this.#finished = true;
    this.settle(1);
    this.#done.resolve(this.#answers);
  }

  protected lost(error: Error): void {
    this.#done.reject(error);
  }

  protected complaint(): string | undefined {
    return this.#finished ? undefined : "it ended the call without the end of the window";
  }
}

const sameTime = (a: Instant | undefined, b: Instant | undefined): boolean =>
  a?.seconds === b?.seconds && a?.nanos === b?.nanos;
