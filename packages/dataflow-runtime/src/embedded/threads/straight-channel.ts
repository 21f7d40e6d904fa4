import type { HostEdge } from "../node-host.ts";
import type { CarriedEdges, CountedEdge } from "./carried-edges.ts";
import { createChannel } from "./channel.ts";
import type { TargetEdge } from "./messages.ts";
import { closeRing } from "./ring.ts";
import type { WorkerLife } from "./worker-life.ts";

let count = 0;

/** A channel from one worker to another: set up here, and then not seen by this thread any more. */
export class StraightChannel {
  readonly #id: number = count++;
  readonly #writer: WorkerLife;
  readonly #reader: WorkerLife;
  readonly #ends: ReturnType<typeof createChannel>;
  readonly #edges: readonly CountedEdge[];
  readonly #carried: CarriedEdges;
  #isEnded = false;

  constructor(writer: WorkerLife, reader: WorkerLife, hostEdges: readonly HostEdge[], carried: CarriedEdges) {
    this.#writer = writer;
    this.#reader = reader;
    this.#ends = createChannel(writer.place, reader.place);
    this.#edges = hostEdges.map((edge) => carried.count(edge));
    this.#carried = carried;
  }

  /** Gives both workers their ends. The reader first: it is to know where to read before anything is written. */
  open(): void {
    const { writing, reading } = this.#ends;
    const edges = this.#edges.map(({ edge: { outputId, input }, memory: words }): TargetEdge => ({
      outputId,
      inputId: input.id,
      words,
      queueSize: input.queueSize,
      queuePolicy: input.queuePolicy,
    }));
    this.#writer.channels.add(this);
    this.#reader.channels.add(this);
    this.#reader.errand({ kind: "source", end: reading, channel: this.#id, edges });
    this.#writer.errand({ kind: "target", end: writing, edges });
  }

  /** One of the two lives is over. */
  end(life: WorkerLife): void {
    life.channels.delete(this);
    if (life === this.#reader) {
      closeRing(this.#ends.writing.ring);
      for (const edge of this.#edges) edge.lose();
      this.#writer.ring();
    } else this.#reader.sourceGone(this.#id);
    if (this.#isEnded) for (const edge of this.#edges) this.#carried.forget(edge);
    this.#isEnded = true;
  }
}
