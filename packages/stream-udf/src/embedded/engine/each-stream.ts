import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { Outgoing } from "../../wire/engine/request.ts";
import { violation } from "./call-failure.ts";
import type { EachWire } from "./each-wire.ts";
import { EngineStream, type StreamSettings } from "./engine-stream.ts";

/** A call of a map or a source transform: one answer for each request, in any order. */
export class EachStream<I extends DescMessage, O extends DescMessage, Answer> extends EngineStream<I, O> {
  readonly #wire: EachWire<I, O, Answer>;
  readonly #greeted = Promise.withResolvers<void>();
  #isGreeted = false;
  readonly #open = new Map<string, (answers: readonly Answer[]) => void>();
  readonly #onLost = new Set<(error: Error) => void>();

  private constructor(wire: EachWire<I, O, Answer>, settings: StreamSettings) {
    super(wire.method, settings);
    this.#wire = wire;
  }

  /** Opens the call and shakes hands. */
  static async open<I extends DescMessage, O extends DescMessage, Answer>(
    wire: EachWire<I, O, Answer>,
    settings: StreamSettings,
  ): Promise<EachStream<I, O, Answer>> {
    const stream = new EachStream(wire, settings);
    stream.expect(1);
    stream.push(wire.handshake);
    await stream.#greeted.promise;
    return stream;
  }

  /** Sends a batch and gives the answers in its order. */
  async exchange(batch: readonly Outgoing[]): Promise<readonly (readonly Answer[])[]> {
    const answers: (readonly Answer[])[] = [];
    let missing = batch.length;
    await this.#orLost((done) => {
      for (const [nth, message] of batch.entries()) {
        this.request(message, (given) => {
          answers[nth] = given;
          if (--missing === 0) done();
        });
      }
      if (missing === 0) done();
    });
    return answers;
  }

  /** Sends all messages, `window` of them in flight, and gives each answer as it comes. */
  async stream(
    messages: Iterable<Outgoing>,
    window: number,
    onAnswer: (message: Outgoing, answers: readonly Answer[]) => void,
  ): Promise<void> {
    await this.#orLost((done) => {
      const source = messages[Symbol.iterator]();
      let inFlight = 0;
      let exhausted = false;
      const fill = (): void => {
        while (!exhausted && inFlight < window) {
          const next = source.next();
          if (next.done === true) exhausted = true;
          else {
            const message = next.value;
            inFlight++;
            this.request(message, (answers) => {
              inFlight--;
              onAnswer(message, answers);
              fill();
            });
          }
        }
        if (exhausted && inFlight === 0) done();
      };
      fill();
    });
  }

  /** Nothing is unanswered. */
  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /** Sends one message. */
  request(message: Outgoing, onAnswer: (answers: readonly Answer[]) => void): void {
    this.check();
    if (this.#open.has(message.id)) throw new TypeError(`two messages in flight have the id '${message.id}'`);
    this.#open.set(message.id, onAnswer);
    this.expect(1);
    this.push(this.#wire.request(message));
  }

  protected receive(response: MessageShape<O>): void {
    if (!this.#isGreeted) return this.#greet(response);
    const complaint = this.#wire.complaint(response);
    if (complaint !== undefined) throw violation(this.what, complaint);
    const id = this.#wire.idOf(response);
    const onAnswer = this.#open.get(id);
    if (onAnswer === undefined)
      throw violation(this.what, `it answered '${id}', which is not open: a second answer, or one to nothing`);
    this.#open.delete(id);
    this.settle(1);
    onAnswer(this.#wire.answersOf(response));
  }

  protected lost(error: Error): void {
    this.#greeted.reject(error);
    for (const onLost of this.#onLost) onLost(error);
  }

  protected complaint(): string | undefined {
    if (!this.#isGreeted) return "it ended the call without answering the handshake";
    return this.#open.size === 0 ? undefined : `it ended the call with ${this.#open.size} requests unanswered`;
  }

  #greet(response: MessageShape<O>): void {
    if (!this.#wire.greets(response))
      throw violation(this.what, "its first message was not the answer to the handshake");
    this.#isGreeted = true;
    this.settle(1);
    this.#greeted.resolve();
  }

  #orLost(work: (done: () => void) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#onLost.add(reject);
    try {
      work(resolve);
    } catch (error) {
      reject(error);
    }
    return promise.finally(() => this.#onLost.delete(reject));
  }
}
