import { DataflowError } from "../../errors.ts";
import type { NodeConfig } from "../../node-config.ts";
import type { ExtensionStore, HlcTimestamp, LinkEvent, NodeLink, RawMetadata } from "../../node-link.ts";
import type { DoraValue } from "../../value.ts";
import { Bell } from "./bell.ts";
import { DirectEdges } from "./direct-edges.ts";
import { EngineCalls } from "./engine-calls.ts";
import { errorOf } from "./error-text.ts";
import { FollowingClock } from "./following-clock.ts";
import type { FromWorker, ToWorker, WorkerErrand, WorkerSetup } from "./messages.ts";
import { Pump } from "./pump.ts";
import { Receiver } from "./receiver.ts";
import { Target } from "./target.ts";
import { TakenReports } from "./taken-reports.ts";
import { ThreadMemory } from "./thread-memory.ts";

/** After so many messages a sender waits for the event loop, so that a loop of sends leaves room for everything else. */
const messagesPerTurn = 1000;

/** The engine's side of a node in a worker: straight channels to other workers, and one to and from the engine. */
export class WorkerLink implements NodeLink {
  readonly config: NodeConfig;
  readonly extensions: ExtensionStore;
  readonly #setup: WorkerSetup;
  readonly #pump: Pump;
  readonly #memory: ThreadMemory;
  readonly #clock = new FollowingClock();
  readonly #engine: Target;
  readonly #calls: EngineCalls;
  readonly #reports: TakenReports;
  readonly #direct: DirectEdges;
  #deliver: ((event: LinkEvent) => void) | undefined;
  #early: LinkEvent[] = [];
  #holders = 0;
  #sentInTurn = 0;
  #turn: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(setup: WorkerSetup) {
    const { config, writing, reading, poolTable: table, poolBytes: maxBytes, thread, threads, poison } = setup;
    this.config = config;
    this.#setup = setup;
    const bell = new Bell(setup.bell);
    const pump = new Pump(bell);
    const memory = new ThreadMemory({ thread, threads, table, maxBytes, poison });
    const onWaiting = (): void => pump.poke();
    const keepAlive = (on: boolean): void => this.keepAlive(on);
    const engine = new Target(writing, setup.routed, { memory, onWake: onWaiting, keepAlive });
    const inputs = [...config.inputs.keys()];
    const receiver = new Receiver(reading, {
      memory,
      bell,
      onWake: onWaiting,
      onInput: (input, metadata, value) => this.#push({ type: "input", id: inputs[input] as string, metadata, value }),
      onControl: (message) => this.#onControl(message as ToWorker),
      onErrand: (errand) => this.#direct.add(errand as WorkerErrand),
    });
    this.#pump = pump;
    this.#memory = memory;
    this.#engine = engine;
    this.#calls = new EngineCalls((message) => this.#tell(message));
    this.extensions = this.#calls.extensions;
    this.#reports = new TakenReports((message) => this.#tell(message), onWaiting);
    this.#direct = new DirectEdges({ memory, bell, pump, keepAlive, deliver: (event) => this.#push(event) });
    this.#direct.addTarget(engine);
    pump.add(receiver);
    pump.add(this.#reports);
  }

  now(): HlcTimestamp {
    return this.#clock.now();
  }

  async start(deliver: (event: LinkEvent) => void): Promise<void> {
    if (this.#closing !== undefined) {
      const message = `node '${this.config.nodeId}' was closed; a thread joins its dataflow once`;
      throw new DataflowError("DATAFLOW_CLOSED", message);
    }
    await this.#ask(() => this.#calls.call("start"));
    this.#deliver = deliver;
    setImmediate(() => {
      for (const event of this.#early) deliver(event);
      this.#early = [];
    });
  }

  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const waits = this.#direct.send(outputId, metadata, value);
    if (value !== undefined) this.#memory.endDraftOf(value);
    if (waits !== undefined) return waits;
    return ++this.#sentInTurn < messagesPerTurn ? undefined : this.#nextTurn();
  }

  async closeOutputs(outputIds: readonly string[]): Promise<void> {
    await this.#flushed();
    await this.#ask(() => this.#calls.call("closeOutputs", outputIds));
  }

  taken({ id }: LinkEvent & { readonly type: "input" }): void {
    if (!this.#direct.taken(id)) this.#reports.add(id, { taken: 1 });
  }

  dropped(inputId: string): void {
    if (!this.#direct.untaken(inputId)) this.#reports.add(inputId, { dropped: 1 });
  }

  allocate(byteLength: number): Uint8Array {
    return this.#memory.draft(byteLength);
  }

  log(line: string): void {
    this.#tell({ op: "log", line });
  }

  stopDataflow(): void {
    this.#tell({ op: "stopDataflow" });
  }

  /** A port that is referenced keeps its thread alive, listened to or not. */
  keepAlive(on: boolean): void {
    this.#holders += on ? 1 : -1;
    const { port } = this.#setup.reading;
    if (this.#holders > 0) port.ref();
    else port.unref();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#flushed();
    this.#direct.closeSources();
    await this.#ask(() => this.#calls.call("close"));
    this.#pump.close();
  }

  /** Everything that was sent is where its readers find it. */
  async #flushed(): Promise<void> {
    await this.#ask(() => this.#direct.flushed());
  }

  /** The thread lives on until the answer is there. */
  async #ask(call: () => Promise<unknown>): Promise<void> {
    this.keepAlive(true);
    try {
      await call();
    } finally {
      this.keepAlive(false);
    }
  }

  #tell(message: FromWorker): void {
    this.#engine.control(message);
  }

  #push(event: LinkEvent): void {
    if (event.type === "input") this.#clock.see(event.metadata.timestamp);
    if (this.#deliver === undefined || this.#early.length > 0) this.#early.push(event);
    else this.#deliver(event);
  }

  #onControl(message: ToWorker): void {
    if (message.op === "reply") this.#calls.onReply(message);
    else if (message.op === "sourceGone") this.#direct.endSource(message.channel);
    else if (message.op === "event") {
      // What the engine says about others, it says after they have sent their last message straight to this thread.
      this.#direct.drain();
      this.#push(message.error === undefined ? message.event : { type: "error", error: errorOf(message.error) });
    }
  }

  #nextTurn(): Promise<void> {
    return (this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = undefined;
        this.#sentInTurn = 0;
        resolve();
      });
    }));
  }
}
