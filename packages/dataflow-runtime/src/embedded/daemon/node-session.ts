import type { Clock, Logger } from "@millrace/protocol";
import type { LinkEvent, NodeLink } from "../../node-link.ts";
import { maxFrameBytes } from "../../wire/frame.ts";
import { withFraming } from "../../wire/framing.ts";
import type { NodeEvent, StampedEvent } from "../../wire/messages.ts";
import type { ExtensionUser } from "../extension-table.ts";

type SessionEvent = LinkEvent | (NodeEvent & { readonly type: "extensionDropped" });

/** As many events wait for a node that does not fetch them; the last places are for events that are not data. */
const slots = 1000;
const controlSlots = 50;

/** What an event takes on the wire beside its payload, at most: ids, metadata, lengths. */
const envelopeBytes = 16 * 1024;

/** What one process knows of its dataflow: its link, and the events that it has not fetched. All its connections share it. */
export class NodeSession implements ExtensionUser {
  readonly link: NodeLink;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #events: SessionEvent[] = [];
  #waiting: (() => void) | undefined;
  #isOver = false;
  #subscribed: Promise<void> | undefined;
  /** Whether the barrier has let the node in. */
  isBegun = false;
  /** When the node said something last; monotonic. */
  lastHeardMs: number;
  #connections = 0;
  #held = 0;
  #onDrained: (() => void) | undefined;

  constructor(link: NodeLink, clock: Clock, logger: Logger) {
    this.link = link;
    this.#clock = clock;
    this.#logger = logger;
    this.lastHeardMs = clock.monotonic();
  }

  get nodeId(): string {
    return this.link.config.nodeId;
  }

  extensionDropped(namespace: string, key: string): void {
    if (this.#isOver) return;
    this.#events.push({ type: "extensionDropped", namespace, key });
    this.wake();
  }

  /** The node has opened one of its connections. */
  connected(): void {
    this.#connections++;
  }

  disconnected(): void {
    this.#connections--;
    this.#checkDrained();
  }

  /** Sends that are held back; a node that waits for room is not silent of its own accord. */
  get held(): number {
    return this.#held;
  }

  /** Holds a send back until there is room. */
  async hold(room: Promise<void>): Promise<undefined> {
    this.#held++;
    await room;
    this.#held--;
    this.heard();
    this.#checkDrained();
  }

  /** Resolves when the node has hung up, and everything that it sent has found its place. */
  async drained(): Promise<void> {
    if (this.#connections + this.#held > 0) await new Promise<void>((resolve) => (this.#onDrained = resolve));
  }

  heard(): void {
    this.lastHeardMs = this.#clock.monotonic();
  }

  /** Resolves after the barrier; a second call waits for the same. */
  subscribe(): Promise<void> {
    return (this.#subscribed ??= this.link
      .start((event) => this.#push(event))
      .then(() => {
        this.isBegun = true;
      }));
  }

  /** Everything that waits, at least one event; nothing when the stream is over, or the node has hung up. */
  async nextEvents(hasHungUp: () => boolean): Promise<StampedEvent[]> {
    while (this.#events.length === 0 && !this.#isOver && !hasHungUp()) {
      await new Promise<void>((resolve) => {
        this.wake();
        this.#waiting = resolve;
      });
    }
    return hasHungUp() ? [] : this.#take();
  }

  /** Whoever waits for events looks again. */
  wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }

  /** The dataflow is over: what waits can still be fetched, and nothing comes after it. */
  finish(): void {
    this.#isOver = true;
    this.wake();
  }

  /** The node wants no more events. */
  dropStream(): void {
    this.#isOver = true;
    for (const event of this.#events) this.#lose(event);
    this.#events = [];
    this.wake();
  }

  #push(event: LinkEvent): void {
    if (this.#isOver) return this.#lose(event);
    if (event.type === "end") this.#isOver = true;
    else if (event.type !== "input" || this.#hasRoom(event)) this.#events.push(event);
    this.wake();
  }

  #hasRoom(event: LinkEvent & { readonly type: "input" }): boolean {
    const isTooBig = event.value !== undefined && event.value.ipcLength > maxFrameBytes - envelopeBytes;
    // Back-pressure keeps a queue short by itself, and shall lose nothing.
    const isHeldBack = this.link.config.inputs.get(event.id)?.queuePolicy === "backpressure";
    if (!isTooBig && (isHeldBack || this.#events.length < slots - controlSlots)) return true;
    this.#lose(event);
    const why = isTooBig ? "the message is longer than a frame may be (64 MiB)" : "the node does not fetch its events";
    this.#logger.warn({ node: this.nodeId, input: event.id }, `a message was dropped: ${why}`);
    return false;
  }

  #lose(event: SessionEvent): void {
    if (event.type !== "input") return;
    this.link.taken?.(event);
    this.link.dropped?.(event.id);
    event.value?.release();
  }

  #checkDrained(): void {
    if (this.#connections + this.#held === 0) this.#onDrained?.();
  }

  /** As many events as one frame holds. */
  #take(): StampedEvent[] {
    let bytes = 0;
    const taken: StampedEvent[] = [];
    for (const event of this.#events) {
      const size = envelopeBytes + (event.type === "input" && event.value !== undefined ? event.value.ipcLength : 0);
      if (taken.length > 0 && bytes + size > maxFrameBytes) break;
      bytes += size;
      taken.push({ event: wireEvent(event), timestamp: this.link.now() });
      if (event.type !== "input") continue;
      this.link.taken?.(event);
      // Its bytes were made for the wire, and are no view of it.
      event.value?.release();
    }
    this.#events = this.#events.slice(taken.length);
    return taken;
  }
}

function wireEvent(event: SessionEvent): NodeEvent {
  if (event.type === "input") {
    const { id, metadata, value } = event;
    return value === undefined
      ? { type: "input", id, metadata, data: undefined }
      : { type: "input", id, metadata: withFraming(metadata), data: value.ipc() };
  }
  // The engine's links bring neither of these: it is their own end that they would tell.
  if (event.type === "unknown" || event.type === "error" || event.type === "end") return { type: "stop" };
  return event;
}
