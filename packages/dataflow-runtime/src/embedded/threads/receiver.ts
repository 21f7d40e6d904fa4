import { type Bell, BellRope } from "./bell.ts";
import type { ChannelEnd } from "./channel.ts";
import { Mail } from "./mail.ts";
import type { Work } from "./pump.ts";
import { RecordReader, type RecordHandler } from "./record-reader.ts";
import { closeRing, RingReader } from "./ring.ts";
import type { ThreadMemory } from "./thread-memory.ts";

export interface ReceiverOptions extends RecordHandler {
  readonly memory: ThreadMemory;
  readonly bell: Bell;
  /** Something that was handed over by {@link Sender.errand}. */
  readonly onErrand?: (errand: unknown) => void;
  /** A letter has come without a bell. */
  readonly onWake: () => void;
}

/** The reading end of a channel. */
export class Receiver implements Work {
  readonly #end: ChannelEnd;
  readonly #ring: RingReader;
  readonly #rope: BellRope;
  readonly #mail: Mail;
  readonly #records: RecordReader;
  readonly #handler: RecordHandler;

  constructor(end: ChannelEnd, { memory, bell, onErrand, onWake, ...handler }: ReceiverOptions) {
    this.#end = end;
    this.#ring = new RingReader(end.ring);
    this.#rope = new BellRope(end.bell, end.port);
    this.#mail = new Mail(end.port, {
      onSlot: (notice) => memory.learn(notice),
      onErrand: (errand) => onErrand?.(errand),
      onWake,
    });
    this.#records = new RecordReader(this.#ring, this.#mail, memory);
    this.#handler = handler;
    if (bell.usesPort) this.#mail.listen();
  }

  /** Whether {@link run} would find something. */
  get isReady(): boolean {
    return this.#ring.isReady;
  }

  /** Hands over everything that is there. @returns how many records */
  run(): number {
    let count = 0;
    while (this.#records.read(this.#handler)) {
      count++;
      // Writers need not wait until all is read.
      if (count % 64 === 0) this.#wakeWriter();
    }
    if (count > 0) {
      this.#ring.publish();
      this.#wakeWriter();
    }
    return count;
  }

  /** Tells the writer that nobody reads any more. */
  close(): void {
    closeRing(this.#end.ring);
    this.#rope.ring();
    this.#mail.close();
  }

  #wakeWriter(): void {
    if (this.#ring.takeWriterWaits()) this.#rope.ring();
  }
}
