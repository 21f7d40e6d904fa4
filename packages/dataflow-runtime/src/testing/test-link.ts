import type { NodeConfig } from "../node-config.ts";
import type { HlcTimestamp, LinkEvent, NodeLink, RawMetadata } from "../node-link.ts";
import type { DoraValue } from "../value.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";

/** What a node sent, as its link saw it. */
export interface SentRaw {
  readonly outputId: string;
  readonly metadata: RawMetadata;
  readonly value: DoraValue | undefined;
}

/** An engine of one node in memory, led by a test. */
export class TestLink implements NodeLink {
  readonly config: NodeConfig;
  readonly sent: SentRaw[] = [];
  readonly closedOutputs: string[] = [];
  readonly lines: string[] = [];
  /** What a sender waits for; nothing by default. */
  onSend: (sent: SentRaw) => Promise<void> | undefined = () => undefined;
  readonly #clock = new HybridClock();
  readonly #early: LinkEvent[] = [];
  #deliver: ((event: LinkEvent) => void) | undefined;

  constructor(config: NodeConfig) {
    this.config = config;
  }

  now(): HlcTimestamp {
    return this.#clock.now();
  }

  async start(deliver: (event: LinkEvent) => void): Promise<void> {
    setImmediate(() => {
      this.#deliver = deliver;
      for (const event of this.#early.splice(0)) deliver(event);
    });
  }

  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const sent = { outputId, metadata, value };
    this.sent.push(sent);
    return this.onSend(sent);
  }

  async closeOutputs(outputIds: readonly string[]): Promise<void> {
    this.closedOutputs.push(...outputIds);
  }

  log(line: string): void {
    this.lines.push(line);
  }

  async close(): Promise<void> {
    this.tell({ type: "end" });
  }

  tell(event: LinkEvent): void {
    if (this.#deliver === undefined) this.#early.push(event);
    else this.#deliver(event);
  }
}
