import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdOf } from "./request-id.ts";

/** One request and its answer, from the headers of the one to the last byte of the other. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  readonly startedAt: number = performance.now();
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Whether the call began, and holds one of the places that there are. */
  admitted = false;
  /** The caller did not read its answer, and was cut: Node 22 takes such an answer for finished. */
  isStalled = false;
  /** The answer is over, sent or not. */
  closed = false;
  /** Its neighbours among the open ones. */
  previous: Exchange | undefined;
  next: Exchange | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    this.id = requestIdOf(request);
  }

  /** Aborts when nobody waits for the answer any longer. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether an answer can still be chosen. */
  get isOpen(): boolean {
    return !this.closed && !this.response.headersSent;
  }

  abort(reason: Error): void {
    this.#controller.abort(reason);
  }

  /** Calls back unless the answer begins before. */
  startTimer(milliseconds: number, onTimeout: () => void): void {
    if (milliseconds === Infinity) return;
    this.stopTimer();
    this.#timer = setTimeout(onTimeout, milliseconds);
  }

  stopTimer(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
