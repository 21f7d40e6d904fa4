import type { NodeConfig } from "../node-config.ts";
import type { ExtensionStore, HlcTimestamp, LinkEvent, RawMetadata } from "../node-link.ts";
import type { DoraValue } from "../value.ts";
import type { HybridClock } from "../wire/hybrid-clock.ts";
import { extensionStore, type ExtensionTable } from "./extension-table.ts";
import type { HostedLink } from "./node-host.ts";
import type { Seat } from "./seat.ts";

/** What a link needs of the engine behind it. */
export interface LinkEngine {
  readonly hlc: HybridClock;
  readonly extensions: ExtensionTable;
  /** Resolves after the barrier; events are delivered from then on. */
  readonly subscribe: (seat: Seat, link: EmbeddedLink, deliver: (event: LinkEvent) => void) => Promise<void>;
  readonly closeOutputs: (seat: Seat, outputIds: Iterable<string>) => void;
  readonly logLine: (seat: Seat, line: string) => void;
  readonly stopDataflow: () => void;
}

/** The engine's side of one life of one node, whichever host runs it. After {@link cut} it does nothing any more. */
export class EmbeddedLink implements HostedLink {
  readonly config: NodeConfig;
  readonly #seat: Seat;
  readonly #engine: LinkEngine;
  /** Whether the life that it belonged to is over. */
  isCut = false;
  #isClosed = false;
  #onClosed: (() => void) | undefined;
  readonly closed: Promise<void>;
  readonly extensions: ExtensionStore;
  readonly log: (line: string) => void;
  readonly stopDataflow: () => void;
  phase: "new" | "waiting" | "begun" = "new";
  isAwaited = false;

  constructor(seat: Seat, config: NodeConfig, engine: LinkEngine) {
    this.#seat = seat;
    this.config = config;
    this.#engine = engine;
    this.log = (line) => {
      if (!this.isCut) engine.logLine(seat, line);
    };
    this.stopDataflow = () => {
      if (!this.isCut) engine.stopDataflow();
    };
    this.extensions = extensionStore(engine.extensions, seat.id);
    this.closed = new Promise((resolve) => (this.#onClosed = resolve));
  }

  now(): HlcTimestamp {
    return this.#engine.hlc.now();
  }

  async start(deliver: (event: LinkEvent) => void): Promise<void> {
    if (this.isCut) return;
    this.phase = "waiting";
    await this.#engine.subscribe(this.#seat, this, deliver);
    this.phase = "begun";
  }

  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const output = this.#seat.outputs.get(outputId);
    return this.isCut || output?.closed === true ? output?.discard(value) : output?.send(metadata, value);
  }

  async closeOutputs(outputIds: readonly string[]): Promise<void> {
    if (!this.isCut) this.#engine.closeOutputs(this.#seat, outputIds);
  }

  taken(event: LinkEvent & { readonly type: "input" }): void {
    if (!this.isCut) this.#seat.inbox.edges.get(event.id)?.take();
  }

  dropped(inputId: string): void {
    if (!this.isCut) this.#seat.inbox.edges.get(inputId)?.untake();
  }

  keepAlive(on: boolean): void {
    this.isAwaited = on;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.isCut) this.#seat.inbox.shut("gone");
    this.#onClosed?.();
    // Where the node ends at once, how it ended is told before its outputs are closed.
    await new Promise((resolve) => setImmediate(resolve));
    const isPresent = this.#seat.link === this && !this.isCut;
    if (isPresent) this.#engine.closeOutputs(this.#seat, this.#seat.outputs.keys());
  }

  cut(): void {
    this.isCut = true;
    this.#engine.extensions.forget(this.#seat.id);
    this.#isClosed = true;
    this.#onClosed?.();
  }
}
