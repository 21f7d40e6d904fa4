import type { CancelTimer } from "@millrace/protocol";
import { UdfError } from "../errors.ts";
import type { CallScope } from "./call-scope.ts";

/** One handler that has not answered, or not read on. */
interface Waiting {
  readonly sinceMs: number;
}

/** Fails a call when one of its handlers takes longer than `handlerTimeoutMs`. One timer serves the whole call. */
export class AnswerWatch {
  readonly #scope: CallScope<never>;
  readonly #timeoutMs: number;
  /** In the order of their beginnings: the first is the oldest. */
  readonly #waiting = new Set<Waiting>();
  #cancelTimer: CancelTimer | undefined;

  constructor(scope: CallScope<never>, timeoutMs: number) {
    this.#scope = scope;
    this.#timeoutMs = timeoutMs;
  }

  /** Watches a handler's promise. */
  watch(answer: Promise<unknown>): void {
    const forget = this.begin();
    answer.then(forget, forget);
  }

  /** Watches what begins now, until the function that it gives is called. */
  begin(): () => void {
    const waiting: Waiting = { sinceMs: this.#scope.settings.clock.monotonic() };
    this.#waiting.add(waiting);
    if (this.#waiting.size === 1) this.#arm(this.#timeoutMs);
    return () => {
      this.#waiting.delete(waiting);
      if (this.#waiting.size === 0) this.close();
    };
  }

  /** Nothing is to be watched any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #arm(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#scope.settings.clock.setTimer(delayMs, () => this.#check());
  }

  #check(): void {
    const [oldest] = this.#waiting;
    if (oldest === undefined || this.#scope.over) return this.close();
    const leftMs = oldest.sinceMs + this.#timeoutMs - this.#scope.settings.clock.monotonic();
    if (leftMs > 0) return this.#arm(leftMs);
    const message = `a handler has not answered for ${this.#timeoutMs} ms, the 'handlerTimeoutMs' of its server`;
    this.#scope.fail(new UdfError("UDF_HANDLER_TIMEOUT", message, { details: { handlerTimeoutMs: this.#timeoutMs } }));
  }
}
