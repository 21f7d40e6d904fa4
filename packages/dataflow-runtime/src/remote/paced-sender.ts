import type { Frame } from "../wire/frame.ts";
import type { DaemonReply, DaemonRequest } from "../wire/messages.ts";
import { probe } from "./heartbeat.ts";

/**
 * How many messages, and how many of their bytes, may be on their way before the daemon has confirmed earlier ones. The
 * daemon keeps 1000 events for each receiver and drops what is more; it does not tell the sender.
 */
export const senderWindow: { readonly messages: number; readonly bytes: number } = Object.freeze({
  messages: 256,
  bytes: 32 * 1024 * 1024,
});

interface Held {
  readonly frame: Frame;
  readonly bytes: number;
}

export interface PacedConnection {
  readonly write: (frame: Frame) => Promise<void> | undefined;
  readonly ask: (request: DaemonRequest) => Promise<DaemonReply>;
}

/**
 * Sends messages no faster than the daemon takes them. The wire has no answer to a message, so that every half window a
 * request that has one follows: its answer says that the daemon has passed on everything before it.
 */
export class PacedSender {
  readonly #connection: PacedConnection;
  #held: Held[] = [];
  /** Settles when nothing is held any more. */
  #room: PromiseWithResolvers<void> | undefined;
  /** Sent and not confirmed. */
  #messages = 0;
  #bytes = 0;
  /** Of them, those that no probe follows yet. */
  #newMessages = 0;
  #newBytes = 0;

  constructor(connection: PacedConnection) {
    this.#connection = connection;
  }

  /**
   * Sends in order, at once or when the window has room.
   *
   * @param bytes of its data
   * @returns what a sender should wait for before it sends more
   * @throws `DATAFLOW_DAEMON_LOST`
   */
  send(frame: Frame, bytes: number): Promise<void> | undefined {
    if (this.#held.length === 0 && this.#fits(bytes)) return this.#write(frame, bytes);
    this.#held.push({ frame, bytes });
    this.#probe();
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  /** When everything was sent. */
  async flushed(): Promise<void> {
    await this.#room?.promise;
  }

  #fits(bytes: number): boolean {
    if (this.#messages === 0) return true;
    return this.#messages < senderWindow.messages && this.#bytes + bytes <= senderWindow.bytes;
  }

  #write(frame: Frame, bytes: number): Promise<void> | undefined {
    const pressure = this.#connection.write(frame);
    this.#messages++;
    this.#newMessages++;
    this.#bytes += bytes;
    this.#newBytes += bytes;
    if (this.#newMessages >= senderWindow.messages / 2 || this.#newBytes >= senderWindow.bytes / 2) this.#probe();
    return pressure;
  }

  /** Asks for a confirmation of everything that was sent since the last probe. */
  #probe(): void {
    const messages = this.#newMessages;
    const bytes = this.#newBytes;
    this.#newMessages = 0;
    this.#newBytes = 0;
    if (messages === 0) return;
    const confirm = (): void => {
      this.#messages -= messages;
      this.#bytes -= bytes;
      this.#release();
    };
    this.#connection.ask(probe).then(confirm, (error: unknown) => this.#fail(error));
  }

  #release(): void {
    let released = 0;
    try {
      for (const { frame, bytes } of this.#held) {
        if (!this.#fits(bytes)) break;
        released++;
        void this.#write(frame, bytes);
      }
    } catch (error) {
      return this.#fail(error);
    }
    this.#held = this.#held.slice(released);
    if (this.#held.length > 0) return this.#probe();
    this.#room?.resolve();
    this.#room = undefined;
  }

  #fail(error: unknown): void {
    this.#held = [];
    this.#room?.reject(error);
    this.#room = undefined;
  }
}
