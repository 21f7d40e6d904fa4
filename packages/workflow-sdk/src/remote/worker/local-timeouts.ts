import type { CancelTimer, Clock } from "@millrace/protocol";

/** How much later than the server the worker acts, so that the server's own timeout comes first. */
const timeoutBufferMs = 5_000;

export interface LocalTimeoutSettings {
  /** 0 for none. */
  readonly startToCloseTimeoutMs: number;
  /** 0 for none. */
  readonly heartbeatTimeoutMs: number;
  readonly clock: Clock;
  /** Called once. */
  readonly onTimeout: (kind: "startToClose" | "heartbeat") => void;
}

/**
 * The worker's own watch over an attempt. A server that times an attempt out tells its worker only with the answer to a
 * heartbeat: without a watch, an activity that sends none would keep its slot for ever.
 */
export class LocalTimeouts {
  readonly #settings: LocalTimeoutSettings;
  readonly #cancelClose: CancelTimer | undefined;
  #cancelHeartbeat: CancelTimer | undefined;
  #stopped = false;

  constructor(settings: LocalTimeoutSettings) {
    this.#settings = settings;
    const { startToCloseTimeoutMs, clock } = settings;
    if (startToCloseTimeoutMs > 0) {
      this.#cancelClose = clock.setTimer(startToCloseTimeoutMs + timeoutBufferMs, () => this.#fire("startToClose"));
    }
    this.heartbeatRecorded();
  }

  /** The server has a heartbeat, and counts from now. */
  heartbeatRecorded(): void {
    const { heartbeatTimeoutMs, clock } = this.#settings;
    this.#cancelHeartbeat?.();
    // The answer to a heartbeat may come after the end of its activity.
    if (heartbeatTimeoutMs === 0 || this.#stopped) return;
    this.#cancelHeartbeat = clock.setTimer(heartbeatTimeoutMs + timeoutBufferMs, () => this.#fire("heartbeat"));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelClose?.();
    this.#cancelHeartbeat?.();
  }

  #fire(kind: "startToClose" | "heartbeat"): void {
    this.stop();
    this.#settings.onTimeout(kind);
  }
}
