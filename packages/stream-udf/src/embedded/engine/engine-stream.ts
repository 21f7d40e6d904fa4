import type { DescMessage, DescMethodBiDiStreaming, MessageShape } from "@bufbuild/protobuf";
import type { CancelTimer, Clock } from "@millrace/protocol";
import type { ClientStreamCall, GrpcTransport } from "@millrace/protocol/grpc";
import { callFailure, tooSlow, violation } from "./call-failure.ts";
import type { CallEnding } from "./endings.ts";

export interface StreamSettings {
  readonly transport: GrpcTransport;
  /** How long the server may give no sign of life while it is to answer or to read on; `Infinity` for no limit. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** One call of a component as the engine holds it: what is due, what came, and how it ended. */
export abstract class EngineStream<I extends DescMessage, O extends DescMessage> {
  protected readonly what: string;
  readonly #settings: StreamSettings;
  readonly #call: ClientStreamCall<MessageShape<I>>;
  readonly #ended = Promise.withResolvers<void>();
  #state: "open" | "closing" | "over" = "open";
  #failure: Error | undefined;
  #due = 0;
  /** Of what is due, how much is that the server reads on. */
  #blocked = 0;
  #lastAnswerMs = 0;
  #cancelTimer: CancelTimer | undefined;

  protected constructor(method: DescMethodBiDiStreaming<I, O>, settings: StreamSettings) {
    this.what = `a ${method.parent.name}.${method.name}`;
    this.#settings = settings;
    this.#ended.promise.catch(() => undefined);
    this.#call = settings.transport.openStream(method, {
      message: (message) => this.#guard(message),
      end: () => this.#end(),
      abort: (reason) => this.#abort(reason),
    });
  }

  /** Takes an answer; what it throws fails the call. */
  protected abstract receive(message: MessageShape<O>): void;

  /** The call failed: whoever waits for an answer is to be told. */
  protected abstract lost(error: Error): void;

  /** What is still to be said against a call that ended with OK; called when the server has ended it. */
  protected abstract complaint(): string | undefined;

  /** Sends, and waits where the server reads slower than we write: that it reads on is then due like an answer. */
  protected async send(message: MessageShape<I>): Promise<void> {
    this.check();
    if (this.#call.send(message)) return;
    this.#blocked++;
    this.expect(1);
    await this.#call.drained();
    this.#blocked--;
    this.settle(1);
  }

  /** Sends without waiting: for batches whose size the engine bounds itself. */
  protected push(message: MessageShape<I>): void {
    this.#call.send(message);
  }

  protected drained(): Promise<void> {
    return this.#call.drained();
  }

  /** All is sent. */
  protected halfClose(): void {
    this.#call.end();
  }

  /** Throws what the call failed with. */
  protected check(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#state === "over") throw violation(this.what, "the server ended the call before the engine did");
  }

  /** So many more answers are due. */
  protected expect(more: number): void {
    if (this.#state === "over") return;
    this.#lastAnswerMs = this.#settings.clock.monotonic();
    this.#due += more;
    const { timeoutMs } = this.#settings;
    if (this.#cancelTimer === undefined && timeoutMs < Infinity) this.#arm(timeoutMs);
  }

  /** So many of them have come. */
  protected settle(count: number): void {
    this.#lastAnswerMs = this.#settings.clock.monotonic();
    this.#due -= count;
    if (this.#due > 0) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  protected fail(error: Error): void {
    if (this.#state === "over") return;
    this.#over(error);
    this.#call.cancel();
  }

  /**
   * Ends the call when nothing is due any more.
   *
   * @throws `UDF_ENGINE_TIMEOUT` if the server does not end a call that was half-closed
   */
  async close(ending: CallEnding): Promise<void> {
    this.check();
    this.#state = "closing";
    if (ending === "cancel") {
      this.#over(undefined);
      this.#call.cancel();
      return;
    }
    this.#call.end();
    this.expect(1);
    await this.#ended.promise;
  }

  /** Ends the call as it is. */
  cancel(): void {
    if (this.#state === "over") return;
    this.#over(undefined);
    this.#call.cancel();
  }

  /** Resolves when the server has ended the call with OK, rejects with what it failed with. */
  protected get ended(): Promise<void> {
    return this.#ended.promise;
  }

  #guard(message: MessageShape<O>): void {
    // What comes after all has been answered is nothing to object to: some servers say goodbye.
    if (this.#state !== "open") return;
    try {
      this.receive(message);
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #end(): void {
    if (this.#state === "over") return;
    const complaint = this.complaint();
    this.#over(complaint === undefined ? undefined : violation(this.what, complaint));
  }

  #abort(reason: Error): void {
    if (this.#state !== "over") this.#over(callFailure(this.what, reason));
  }

  #over(error: Error | undefined): void {
    this.#state = "over";
    this.#failure = error;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (error === undefined) return this.#ended.resolve();
    this.#ended.reject(error);
    this.lost(error);
  }

  #arm(delayMs: number): void {
    this.#cancelTimer = this.#settings.clock.setTimer(delayMs, () => this.#checkLife());
  }

  #checkLife(): void {
    const { clock, timeoutMs } = this.#settings;
    const leftMs = this.#lastAnswerMs + timeoutMs - clock.monotonic();
    if (leftMs > 0) return this.#arm(leftMs);
    this.fail(tooSlow(`the server of ${this.what} ${this.#missing}`, timeoutMs));
  }

  get #missing(): string {
    if (this.#state === "closing") return "did not end the call";
    return this.#blocked > 0 ? "did not read what it was sent" : `gave no answer (${this.#due} are due)`;
  }
}
