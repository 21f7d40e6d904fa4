import type { LinkEvent } from "../../node-link.ts";
import { type Bell, BellRope } from "./bell.ts";
import type { ChannelEnd } from "./channel.ts";
import { EdgeWords } from "./edge-words.ts";
import type { SourceEdge } from "./messages.ts";
import type { Work } from "./pump.ts";
import { Receiver } from "./receiver.ts";
import type { ThreadMemory } from "./thread-memory.ts";

export interface SourceOptions {
  readonly end: ChannelEnd;
  readonly edges: readonly SourceEdge[];
  readonly memory: ThreadMemory;
  readonly bell: Bell;
  readonly deliver: (event: LinkEvent) => void;
  readonly onWake: () => void;
}

/** A node in another worker whose outputs this one reads, and the channel from it. */
export class Source implements Work {
  readonly inputIds: readonly string[];
  readonly #receiver: Receiver;
  readonly #words: readonly EdgeWords[];
  readonly #rope: BellRope;

  constructor({ end, edges, memory, bell, deliver, onWake }: SourceOptions) {
    this.inputIds = edges.map(({ inputId }) => inputId);
    this.#words = edges.map(({ words }) => new EdgeWords(words));
    this.#rope = new BellRope(end.bell, end.port);
    this.#receiver = new Receiver(end, {
      memory,
      bell,
      onWake,
      onInput: (input, metadata, value) =>
        deliver({ type: "input", id: this.inputIds[input] as string, metadata, value }),
      onControl: () => undefined,
    });
  }

  get isReady(): boolean {
    return this.#receiver.isReady;
  }

  run(): number {
    return this.#receiver.run();
  }

  /** The node has taken a message; a writer that waits for it is rung. */
  taken(inputId: string): void {
    if (this.#words[this.inputIds.indexOf(inputId)]?.taken() === true) this.#rope.ring();
  }

  untaken(inputId: string): void {
    this.#words[this.inputIds.indexOf(inputId)]?.untaken();
  }

  close(): void {
    this.#receiver.close();
  }
}
