import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { SlotNotice } from "./slot.ts";

/** What comes beside the records of a ring. */
export type Letter =
  | SlotNotice
  /** A part of a record that is too long for the ring; in the order of the records. */
  | { readonly kind: "parcel"; readonly bytes: Uint8Array }
  | { readonly kind: "wake" }
  | Errand;

/** A letter for the one who reads the channel, such as an end of another channel. */
export interface Errand {
  readonly kind: "errand";
  readonly errand: unknown;
}

export interface MailHandler {
  readonly onSlot: (notice: SlotNotice) => void;
  readonly onErrand: (errand: unknown) => void;
  readonly onWake: () => void;
}

/** The reading end of a channel's port. A letter was posted before the record that refers to it: it is there. */
export class Mail {
  readonly #port: MessagePort;
  readonly #handler: MailHandler;
  readonly #parcels: Uint8Array[] = [];

  constructor(port: MessagePort, handler: MailHandler) {
    this.#port = port;
    this.#handler = handler;
  }

  /** Takes in what has come, at once. */
  collect(): void {
    for (;;) {
      const letter = receiveMessageOnPort(this.#port);
      if (letter === undefined) return;
      this.#take(letter.message as Letter);
    }
  }

  /** From now on letters also come by themselves, and wake this thread. */
  listen(): void {
    this.#port.on("message", (letter: Letter) => {
      this.#take(letter);
      this.#handler.onWake();
    });
    this.#port.unref();
  }

  /** The next part of a record. */
  parcel(): Uint8Array {
    return this.#parcels.shift() ?? new Uint8Array();
  }

  close(): void {
    this.#port.close();
  }

  #take(letter: Letter): void {
    if (letter.kind === "slot") this.#handler.onSlot(letter);
    else if (letter.kind === "parcel") this.#parcels.push(letter.bytes);
    else if (letter.kind === "errand") this.#handler.onErrand(letter.errand);
  }
}
