import { silentLogger } from "@millrace/protocol";
import { withLink } from "../../src/current-link.ts";
import type { NodeConfig } from "../../src/node-config.ts";
import type { HlcTimestamp, LinkEvent, NodeLink, RawMetadata } from "../../src/node-link.ts";
import { Node } from "../../src/node.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { DoraValue, type DataInput } from "../../src/value.ts";

export interface Sent {
  readonly outputId: string;
  readonly metadata: RawMetadata;
  readonly value: DoraValue | undefined;
}

/** An engine of one node, led by a test. */
export class FakeLink implements NodeLink {
  readonly config: NodeConfig;
  readonly sent: Sent[] = [];
  readonly closedOutputs: string[] = [];
  readonly lines: string[] = [];
  readonly taken: NodeLink["taken"] & {};
  readonly takenIds: string[] = [];
  /** What `keepAlive` was told last. */
  alive = false;
  closes = 0;
  starts = 0;
  onSend: (sent: Sent) => Promise<void> | undefined = () => undefined;
  #deliver: ((event: LinkEvent) => void) | undefined;
  #time = 1n << 32n;

  constructor(config: Partial<NodeConfig> = {}) {
    this.config = {
      dataflowId: "0198f0a1-2b3c-7d4e-8f50-112233445566",
      nodeId: "js",
      inputs: new Map([["in", { source: "other/out", queueSize: 10, queuePolicy: "drop_oldest" }]]),
      outputs: ["out", "more"],
      inputTypes: new Map(),
      outputTypes: new Map(),
      dataflowDescriptor: { nodes: [] },
      dynamic: false,
      restartCount: 0,
      ...config,
    };
    this.taken = ({ id }) => void this.takenIds.push(id);
  }

  readonly now = (): HlcTimestamp => ({ time: ++this.#time, id: new Uint8Array(16).fill(1) });

  start(deliver: (event: LinkEvent) => void): Promise<void> {
    this.starts++;
    this.#deliver = deliver;
    return Promise.resolve();
  }

  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const sent = { outputId, metadata, value };
    this.sent.push(sent);
    return this.onSend(sent);
  }

  closeOutputs(outputIds: readonly string[]): Promise<void> {
    this.closedOutputs.push(...outputIds);
    return Promise.resolve();
  }

  keepAlive(on: boolean): void {
    this.alive = on;
  }

  log(line: string): void {
    this.lines.push(line);
  }

  close(): Promise<void> {
    this.closes++;
    return Promise.resolve();
  }

  tell(...events: readonly LinkEvent[]): void {
    for (const event of events) this.#deliver?.(event);
  }

  input(data: DataInput | undefined, parameters: Readonly<Record<string, TypedParameter>> = {}, id = "in"): void {
    const metadata = { timestamp: this.now(), parameters: new Map(Object.entries(parameters)) };
    this.tell({ type: "input", id, metadata, value: data === undefined ? undefined : DoraValue.from(data) });
  }

  /** A node on this link. */
  async connect(options: NodeOptions = {}): Promise<Node> {
    return withLink(this, () => Node.connect({ logger: silentLogger, ...options }));
  }
}

export const text = (value: string): TypedParameter => ({ kind: "string", value });
