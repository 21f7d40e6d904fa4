import { checkOptions } from "@millrace/protocol";
import { EventMetadata, parametersToSend, type MetadataInput } from "../metadata.ts";
import type { LinkEvent } from "../node-link.ts";
import type { OutputData } from "../node.ts";
import { DoraValue } from "../value.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import type { DaemonRequest } from "../wire/messages.ts";
import { nodeConfigToYaml } from "../wire/node-config-write.ts";
import { ScriptedDaemon, type Answer } from "./scripted-daemon.ts";
import type { SentOutput } from "./test-node.ts";

export interface FakeDaemonOptions {
  /** Default `"node"`. */
  readonly nodeId?: string;
  /** Each with a queue of ten messages, of which the oldest is dropped. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** A request of a node by its name on the wire, such as `"register"` or `"sendMessage"`. */
export type RequestName = DaemonRequest["type"];

/** What goes wrong when a request comes. */
export type Fault =
  /** The connection ends without an answer. */
  | { readonly at: RequestName; readonly does: "hang up" }
  /** There is never an answer. */
  | { readonly at: RequestName; readonly does: "say nothing" }
  /** The daemon says no, with this text. */
  | { readonly at: RequestName; readonly does: "refuse"; readonly message: string }
  /** These bytes come in the place of an answer: half a frame, a wrong length, anything. */
  | { readonly at: RequestName; readonly does: "answer"; readonly bytes: Uint8Array };

/** What a daemon tells a node of what {@link LinkEvent} knows. */
export type DaemonEvent = Exclude<LinkEvent, { readonly type: "input" | "error" | "end" | "unknown" }>;

/**
 * A daemon of one node that speaks dora's wire on a free port of the loopback and does what a test tells it, faults
 * among it. The node runs as it does under dora: as a process with {@link FakeDaemon.env}.
 *
 *     await using daemon = await FakeDaemon.start({ inputs: ["image"], outputs: ["bbox"] });
 *     const child = spawn("node", ["detector.js"], { env: { ...process.env, ...daemon.env } });
 *     daemon.input("image", pixels);
 *     await daemon.until("sendMessage");
 *     assert.equal(daemon.sent[0].outputId, "bbox");
 */
export class FakeDaemon implements AsyncDisposable {
  readonly #daemon: ScriptedDaemon;
  readonly #options: FakeDaemonOptions;
  readonly #clock = new HybridClock();
  #faults: Fault[] = [];

  private constructor(daemon: ScriptedDaemon, options: FakeDaemonOptions) {
    this.#daemon = daemon;
    this.#options = options;
    daemon.script = (request) => this.#answer(request);
  }

  static async start(options: FakeDaemonOptions = {}): Promise<FakeDaemon> {
    checkOptions(options, ["nodeId", "inputs", "outputs"], "FakeDaemon.start");
    return new FakeDaemon(await ScriptedDaemon.start(), options);
  }

  /** The variables with which dora would start the node. */
  get env(): { readonly DORA_NODE_CONFIG: string } {
    const { nodeId = "node", inputs = [], outputs = [] } = this.#options;
    const queue = { source: "test/input", queueSize: 10, queuePolicy: "drop_oldest" } as const;
    const config = this.#daemon.config({
      nodeId,
      inputs: new Map(inputs.map((id) => [id, queue])),
      outputs,
      dataflowDescriptor: { nodes: [{ id: nodeId, path: "node" }] },
    });
    return { DORA_NODE_CONFIG: nodeConfigToYaml(config) };
  }

  /** What the node asked so far, in order. */
  get requests(): readonly RequestName[] {
    return this.#daemon.said.map(({ request }) => request.type);
  }

  /** What the node sent so far, in order. */
  get sent(): readonly SentOutput[] {
    return this.#daemon.of("sendMessage").map(({ outputId, metadata, data }) => ({
      outputId,
      value: DoraValue.fromIpc(data ?? new Uint8Array()),
      metadata: new EventMetadata(metadata),
    }));
  }

  /** When so many requests of a kind have come. */
  until(request: RequestName, count = 1): Promise<void> {
    return this.#daemon.until(request, count);
  }

  /** A message for an input. */
  input(id: string, data?: OutputData, metadata?: MetadataInput): void {
    const bytes = data === undefined || data === null ? undefined : DoraValue.from(data).ipc();
    const raw = { timestamp: this.#clock.now(), parameters: parametersToSend(metadata) };
    this.#daemon.emit({ type: "input", id, metadata: raw, data: bytes });
  }

  closeInput(id: string): void {
    this.tell({ type: "inputClosed", id });
  }

  stop(): void {
    this.tell({ type: "stop" });
  }

  /** Any other event, such as `{ type: "nodeRestarted", id: "camera" }`. */
  tell(event: DaemonEvent): void {
    this.#daemon.emit(event);
  }

  /** Nothing will come any more. */
  end(): void {
    this.#daemon.endEvents();
  }

  /** From now on, or once. */
  inject(fault: Fault, options: { readonly once?: boolean } = {}): void {
    this.#faults.push(fault);
    if (options.once === true) this.#once.add(fault);
  }

  /** All goes well again. */
  heal(): void {
    this.#faults = [];
  }

  /** All connections break off, as when the daemon is killed. */
  kill(): void {
    this.#daemon.kill();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#daemon[Symbol.asyncDispose]();
  }

  readonly #once = new Set<Fault>();

  #answer({ type }: DaemonRequest): Answer | undefined {
    const fault = this.#faults.find(({ at }) => at === type);
    if (fault === undefined) return undefined;
    if (this.#once.delete(fault)) this.#faults.splice(this.#faults.indexOf(fault), 1);
    switch (fault.does) {
      case "hang up":
        return "hang up";
      case "say nothing":
        return "silence";
      case "refuse":
        return { type: "result", error: fault.message };
      case "answer":
        return [fault.bytes];
    }
  }
}
