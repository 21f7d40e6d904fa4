import { MessageChannel, type MessagePort } from "node:worker_threads";
import { createRing } from "./ring.ts";

/** One direction between two threads: a ring for what is small, a port for what a ring cannot carry. */
export interface ChannelEnd {
  readonly ring: SharedArrayBuffer;
  /** The bell of the thread at the other end. */
  readonly bell: SharedArrayBuffer;
  readonly port: MessagePort;
  /** The number of the thread at the other end. */
  readonly peer: number;
}

export interface ThreadPlace {
  readonly thread: number;
  readonly bell: SharedArrayBuffer;
}

/** The two ends of a new channel. Each end's port must be transferred with it. */
export function createChannel(
  writer: ThreadPlace,
  reader: ThreadPlace,
): { readonly writing: ChannelEnd; readonly reading: ChannelEnd } {
  const ring = createRing();
  const { port1, port2 } = new MessageChannel();
  return {
    writing: { ring, bell: reader.bell, port: port1, peer: reader.thread },
    reading: { ring, bell: writer.bell, port: port2, peer: writer.thread },
  };
}
