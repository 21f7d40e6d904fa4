import { withDeadline } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import type { ExtensionStore, HlcTimestamp, LinkEvent, NodeLink, RawMetadata } from "../node-link.ts";
import type { DoraValue } from "../value.ts";
import { withFraming } from "../wire/framing.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import type { StampedEvent } from "../wire/messages.ts";
import { malformed } from "../wire/malformed.ts";
import type { Connection } from "./connection.ts";
import { heartbeatMs, probe } from "./heartbeat.ts";
import { guardOrphan } from "./orphan-guard.ts";
import { linkEvent, unknownEvent } from "./link-event.ts";
import { PacedSender } from "./paced-sender.ts";
import { checkDone, register } from "./register.ts";

/** The daemon kills a node 10 s after Stop; saying goodbye must be over by then. */
const goodbyeMs = 5_000;

export interface DaemonLinkOptions {
  /** The process of `dora run`. */
  readonly parentPid?: number | undefined;
}

/** The connections of a node that is past the barrier. */
interface Live {
  readonly events: Connection;
  /** Only for ending the event stream: the connection for events is always waiting for an answer. */
  readonly close: Connection;
  readonly control: Connection;
  /** Of messages, over the connection for control. */
  readonly sender: PacedSender;
}

/**
 * A node's link to the real daemon: everything goes through it, nothing past it.
 *
 * Every message passes {@link send}, or `#poll` and `#take`. What happens there for each is: one look at the clock, one
 * frame of which only small parts are copied, one write for all frames of a turn; one body in memory of its own, read in
 * place. Nothing else belongs there; promises are made only where a sender must wait.
 */
export class DaemonLink implements NodeLink {
  readonly config: NodeConfig;
  readonly #address: string;
  readonly #clock = new HybridClock();
  readonly #parentPid: number | undefined;
  /** All that were opened. */
  readonly #opened: Connection[] = [];
  #live: Live | undefined;
  #deliver: (event: LinkEvent) => void = () => undefined;
  readonly #cleanUp: (() => void)[] = [];
  #closed: Promise<void> | undefined;
  #ended = false;
  #failure: Error | undefined;
  #kept = false;

  constructor(config: NodeConfig, options: DaemonLinkOptions) {
    if (config.daemonAddress === undefined) {
      const message = `node '${config.nodeId}' has no daemon_communication in its configuration; its daemon wants another kind of node`;
      throw new DataflowError("DATAFLOW_INVALID_NODE_CONFIG", message);
    }
    this.config = config;
    this.#address = config.daemonAddress;
    this.#parentPid = options.parentPid;
  }

  readonly now = (): HlcTimestamp => this.#clock.now();

  /** In the order of dora's own nodes: what is sent before the barrier would be dropped. */
  async start(deliver: (event: LinkEvent) => void): Promise<void> {
    this.#deliver = deliver;
    try {
      const events = await this.#register("events");
      const barrier = await events.ask({ type: "subscribe" });
      if (barrier.type === "result" && barrier.error !== undefined) throw barrierFailed(barrier.error);
      const close = await this.#register("the end of events");
      const control = await this.#register("outputs");
      this.#live = { events, close, control, sender: new PacedSender(control) };
    } catch (error) {
      for (const connection of this.#opened) connection.destroy();
      throw error;
    }
    this.#watch(this.#live);
    void this.#poll(this.#live.events);
  }

  send(outputId: string, metadata: RawMetadata, value: DoraValue | undefined): Promise<void> | undefined {
    const { sender, control } = this.#started();
    const data = value?.ipc();
    const framed = data === undefined ? metadata : withFraming(metadata);
    // Made now, even if it is sent later: what does not fit the wire is refused while the caller knows of it.
    const frame = control.frame({ type: "sendMessage", outputId, metadata: framed, data });
    return sender.send(frame, data?.length ?? 0);
  }

  async closeOutputs(outputIds: readonly string[]): Promise<void> {
    const { sender, control } = this.#started();
    await sender.flushed();
    checkDone(await control.ask({ type: "closeOutputs", outputIds }), "CloseOutputs");
  }

  /** Whether the process shall wait for events. */
  keepAlive(on: boolean): void {
    if (on === this.#kept) return;
    this.#kept = on;
    if (on) this.#live?.events.hold();
    else this.#live?.events.release();
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  readonly extensions: ExtensionStore = {
    store: async (namespace, key, value) =>
      checkDone(await this.#started().control.ask({ type: "extensionStore", namespace, key, value }), "ExtensionStore"),
    load: async (namespace, key, remove) => {
      const reply = await this.#started().control.ask({ type: "extensionLoad", namespace, key, remove });
      if (reply.type === "extensionValue") return reply.value;
      checkDone(reply, "ExtensionLoad");
      return undefined;
    },
    drop: async (namespace, key) =>
      checkDone(await this.#started().control.ask({ type: "extensionDrop", namespace, key }), "ExtensionDrop"),
  };

  async #register(name: string): Promise<Connection> {
    const onLost = (error: DataflowError): void => this.#lose(error);
    const connection = await register(this.config, { address: this.#address, name, now: this.now, onLost });
    this.#opened.push(connection);
    if (this.#closed === undefined) return connection;
    throw this.#notConnected();
  }

  /** @throws why nothing can be sent */
  #started(): Live {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#live === undefined || this.#closed !== undefined) throw this.#notConnected();
    return this.#live;
  }

  #notConnected(): DataflowError {
    const message = `node '${this.config.nodeId}' is not connected to its daemon; use it after connect and before close`;
    return new DataflowError("DATAFLOW_CLOSED", message);
  }

  /** Asks for events without a pause: the daemon drops what a node does not fetch, however long its own queues are. */
  async #poll(events: Connection): Promise<void> {
    try {
      let next = events.ask({ type: "nextEvent" }, false);
      for (;;) {
        const reply = await next;
        if (reply.type !== "nextEvents") return this.#lose(unexpected(reply.type));
        const over = reply.events.length === 0 && reply.unknownTag === undefined;
        if (over) return this.#end();
        // While the daemon gathers the next events, these are delivered.
        next = events.ask({ type: "nextEvent" }, false);
        for (const stamped of reply.events) this.#take(stamped);
        if (reply.unknownTag !== undefined) this.#deliver(unknownEvent(reply.unknownTag));
      }
    } catch (error) {
      this.#lose(error as Error);
    }
  }

  #take({ event, timestamp }: StampedEvent): void {
    this.#clock.update(timestamp);
    if (event.type === "input") this.#clock.update(event.metadata.timestamp);
    const told = linkEvent(event);
    if (told !== undefined) this.#deliver(told);
  }

  #watch({ events, control }: Live): void {
    if (this.#kept) events.hold();
    if (this.#parentPid !== undefined) this.#cleanUp.push(guardOrphan(this.#parentPid, (error) => this.#lose(error)));
    const intervalMs = heartbeatMs(this.config);
    if (intervalMs === undefined) return;
    const timer = setInterval(() => {
      // A failure is a lost connection, which tells of itself.
      control.ask(probe, false).catch(() => undefined);
    }, intervalMs);
    timer.unref();
    this.#cleanUp.push(() => clearInterval(timer));
  }

  #lose(error: Error): void {
    if (this.#ended || this.#closed !== undefined) return this.#end();
    this.#failure = error;
    this.#deliver({ type: "error", error });
    this.#end();
    for (const connection of this.#opened) connection.destroy(error);
  }

  /** Nothing is delivered after it. */
  #end(): void {
    for (const cleanUp of this.#cleanUp.splice(0)) cleanUp();
    if (this.#ended) return;
    this.#ended = true;
    this.#deliver({ type: "end" });
    this.#deliver = () => undefined;
  }

  async #close(): Promise<void> {
    const live = this.#live;
    this.#live = undefined;
    if (live === undefined) {
      for (const connection of this.#opened) connection.destroy();
      return this.#end();
    }
    const { close, control, sender } = live;
    const goodbye = async (): Promise<void> => {
      await close.ask({ type: "eventStreamDropped" });
      await sender.flushed();
      await control.ask({ type: "closeOutputs", outputIds: this.config.outputs });
      await control.ask({ type: "outputsDone" });
    };
    try {
      await withDeadline(goodbye(), { timeoutMs: goodbyeMs, name: "saying goodbye to the daemon" });
    } catch {
      // It is gone, or does not listen: closing the connections tells it the same.
    }
    this.#end();
    for (const connection of this.#opened) connection.end();
  }
}

const barrierFailed = (error: string): DataflowError =>
  new DataflowError(
    "DATAFLOW_BARRIER_FAILED",
    `the dataflow did not start, because another node ended before it was ready: ${error}; its log tells why`,
  );

const unexpected = (type: string): DataflowError =>
  malformed("the connection for events", `the daemon answered '${type}' where events were asked for`);
