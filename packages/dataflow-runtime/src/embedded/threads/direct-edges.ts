import type { LinkEvent, RawMetadata } from "../../node-link.ts";
import type { DoraValue } from "../../value.ts";
import type { Bell } from "./bell.ts";
import type { WorkerErrand } from "./messages.ts";
import type { Pump } from "./pump.ts";
import { Source } from "./source.ts";
import { type DirectEdge, Target } from "./target.ts";
import type { ThreadMemory } from "./thread-memory.ts";

export interface DirectEdgesOptions {
  readonly memory: ThreadMemory;
  readonly bell: Bell;
  readonly pump: Pump;
  /** Whether this thread must not end yet. */
  readonly keepAlive: (on: boolean) => void;
  readonly deliver: (event: LinkEvent) => void;
}

/** The channels between this worker and others, and where each output goes. */
export class DirectEdges {
  readonly #options: DirectEdgesOptions;
  readonly #targets = new Set<Target>();
  readonly #sources = new Map<number, Source>();
  readonly #sourceOf = new Map<string, Source>();
  readonly #edges = new Map<string, readonly DirectEdge[]>();

  constructor(options: DirectEdgesOptions) {
    this.#options = options;
  }

  /** A new channel; it takes the place of one whose other end is gone. */
  add(errand: WorkerErrand): void {
    const { memory, bell, pump, keepAlive, deliver } = this.#options;
    const onWake = (): void => pump.poke();
    if (errand.kind === "source") {
      const source = new Source({ ...errand, memory, bell, deliver, onWake });
      this.#sources.set(errand.channel, source);
      for (const id of source.inputIds) this.#sourceOf.set(id, source);
      pump.add(source);
      return;
    }
    for (const target of this.#targets) if (target.isGone) this.#remove(target);
    this.addTarget(new Target(errand.end, errand.edges, { memory, onWake, keepAlive }));
  }

  addTarget(target: Target): void {
    this.#targets.add(target);
    this.#options.pump.add(target);
    this.#sortEdges();
  }

  /** @returns a promise when the sender should wait */
  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const edges = this.#edges.get(outputId);
    if (edges === undefined) return undefined;
    const bytes = value === undefined ? 0 : value.byteLength;
    let isFull = false;
    for (const edge of edges) {
      edge.send(metadata, value, bytes);
      isFull ||= edge.isFull;
    }
    return isFull ? this.#room(edges) : undefined;
  }

  /** @returns whether the input is one of a direct channel */
  taken(inputId: string): boolean {
    const source = this.#sourceOf.get(inputId);
    source?.taken(inputId);
    return source !== undefined;
  }

  /** @returns as {@link taken} */
  untaken(inputId: string): boolean {
    const source = this.#sourceOf.get(inputId);
    source?.untaken(inputId);
    return source !== undefined;
  }

  /** Hands over everything that other workers have sent. */
  drain(): void {
    for (const source of this.#sources.values()) source.run();
  }

  /** The other end of a source is gone. */
  endSource(channel: number): void {
    const source = this.#sources.get(channel);
    if (source === undefined) return;
    source.run();
    source.close();
    this.#sources.delete(channel);
    this.#options.pump.delete(source);
  }

  /** This node reads nothing any more; writers are told so. */
  closeSources(): void {
    for (const channel of this.#sources.keys()) this.endSource(channel);
  }

  /** Resolves when everything that was sent has found room. */
  async flushed(): Promise<void> {
    await Promise.all([...this.#targets].map((target) => target.flushed()));
  }

  #remove(target: Target): void {
    target.close();
    this.#targets.delete(target);
    this.#options.pump.delete(target);
  }

  #sortEdges(): void {
    const edges = [...this.#targets].flatMap((target) => target.edges);
    this.#edges.clear();
    for (const [id, group] of Map.groupBy(edges, ({ outputId }) => outputId)) this.#edges.set(id, group);
  }

  async #room(edges: readonly DirectEdge[]): Promise<void> {
    this.#options.keepAlive(true);
    for (const edge of edges) while (edge.isFull) await edge.room();
    this.#options.keepAlive(false);
  }
}
