import type { Logger } from "@millrace/protocol";
import type { EntityPlace } from "../platform.ts";
import { collectionOf } from "../wire/paths.ts";
import { stompFrames, stompText, type StompFrame } from "./stomp.ts";

export interface NotificationsOptions {
  readonly endpoint: string;
  /** Who asks, as requests say it. */
  readonly authorization: () => Promise<string | undefined>;
  readonly logger: Logger;
}

type Listener = () => void;

/**
 * What Core tells of changes by itself: STOMP over a WebSocket at `/ws`. It only says that a look is worth while, so
 * nothing depends on it: where it cannot be had, nobody is told and looking from time to time is all.
 */
export class Notifications {
  readonly #options: NotificationsOptions;
  /** Destination → who wants to know. */
  readonly #listeners = new Map<string, Set<Listener>>();
  #socket: WebSocket | undefined;
  #isConnected = false;
  /** A server that has none is asked once. */
  #isUnavailable = false;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  /** Calls `listener` when Core says that an entity changed, until it is disposed. */
  listen({ type, id }: EntityPlace, listener: Listener): Disposable {
    if (this.#isUnavailable || type === "project") return { [Symbol.dispose]: () => undefined };
    const collection = collectionOf(type);
    const destinations = [`/notifications/${collection}/${id}`, `/user/notifications/${collection}`];
    for (const destination of destinations) this.#add(destination, listener);
    if (this.#socket === undefined) this.#open();
    return {
      [Symbol.dispose]: () => {
        for (const destination of destinations) this.#remove(destination, listener);
        if (this.#listeners.size === 0) this.close();
      },
    };
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isConnected = false;
    socket?.close();
  }

  #add(destination: string, listener: Listener): void {
    const listeners = this.#listeners.get(destination);
    if (listeners !== undefined) {
      listeners.add(listener);
      return;
    }
    this.#listeners.set(destination, new Set([listener]));
    if (this.#isConnected) this.#subscribe(destination);
  }

  #remove(destination: string, listener: Listener): void {
    const listeners = this.#listeners.get(destination);
    listeners?.delete(listener);
    if (listeners?.size !== 0) return;
    this.#listeners.delete(destination);
    if (this.#isConnected) this.#send({ command: "UNSUBSCRIBE", headers: { id: destination }, body: "" });
  }

  #open(): void {
    const url = `${this.#options.endpoint.replace(/^http/, "ws")}/ws`;
    const socket = new WebSocket(url, ["v12.stomp"]);
    this.#socket = socket;
    socket.addEventListener("open", () => void this.#connect(socket));
    socket.addEventListener("message", ({ data }) => {
      if (this.#socket === socket && typeof data === "string") for (const frame of stompFrames(data)) this.#take(frame);
    });
    // An error is always followed by a close.
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      if (!this.#isConnected) this.#giveUp("Core does not tell of changes; they are looked for from time to time");
      this.close();
    });
  }

  async #connect(socket: WebSocket): Promise<void> {
    try {
      const authorization = await this.#options.authorization();
      const headers = { "accept-version": "1.2", host: new URL(this.#options.endpoint).hostname, "heart-beat": "0,0" };
      const who = authorization === undefined ? {} : { Authorization: authorization };
      socket.send(stompText({ command: "CONNECT", headers: { ...headers, ...who }, body: "" }));
    } catch {
      this.#giveUp("there are no credentials to be told of changes with");
      this.close();
    }
  }

  #take({ command, headers }: StompFrame): void {
    if (command === "CONNECTED") {
      this.#isConnected = true;
      for (const destination of this.#listeners.keys()) this.#subscribe(destination);
    } else if (command === "MESSAGE") {
      // What has changed is looked up: it may be of another, and says nothing that is not told there.
      for (const listener of this.#listeners.get(headers["subscription"] ?? "") ?? []) listener();
    } else if (command === "ERROR") {
      this.#giveUp("Core refused to tell of changes");
      this.close();
    }
  }

  #subscribe(destination: string): void {
    this.#send({ command: "SUBSCRIBE", headers: { id: destination, destination, ack: "auto" }, body: "" });
  }

  #send(frame: StompFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(stompText(frame));
  }

  #giveUp(why: string): void {
    this.#isUnavailable = true;
    this.#options.logger.debug({ endpoint: this.#options.endpoint }, why);
  }
}
