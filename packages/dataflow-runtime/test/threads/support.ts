import type { RawMetadata } from "../../src/node-link.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { Bell, createBell } from "../../src/embedded/threads/bell.ts";
import { createChannel } from "../../src/embedded/threads/channel.ts";
import { poolTable } from "../../src/embedded/threads/pool.ts";
import { Receiver } from "../../src/embedded/threads/receiver.ts";
import { Sender } from "../../src/embedded/threads/sender.ts";
import { ThreadMemory } from "../../src/embedded/threads/thread-memory.ts";
import type { DoraValue } from "../../src/value.ts";

/** How many threads a test pretends to have. They all live in this one. */
export const threads = 4;

export const memoryOf = (
  thread: number,
  { poison = false, maxBytes = 2 ** 26 }: { readonly poison?: boolean; readonly maxBytes?: number } = {},
): ThreadMemory => new ThreadMemory({ thread, threads, table: poolTable(threads), maxBytes, poison });

export interface Got {
  readonly input: number;
  readonly metadata: RawMetadata;
  readonly value: DoraValue | undefined;
}

export interface Pair {
  readonly sender: Sender;
  readonly receiver: Receiver;
  /** What was read and not yet looked at. */
  readonly got: Got[];
  readonly controls: unknown[];
  readonly dropped: number[];
  readonly close: () => void;
}

/** A channel both of whose ends are here; `receiver.run()` reads. */
export function pairOf(from: ThreadMemory, to: ThreadMemory, capacity: number = Infinity): Pair {
  const bells = [createBell(), createBell()] as const;
  const { writing, reading } = createChannel(
    { thread: from.thread, bell: bells[0] },
    { thread: to.thread, bell: bells[1] },
  );
  const got: Got[] = [];
  const controls: unknown[] = [];
  const dropped: number[] = [];
  const sender = new Sender(writing, {
    memory: from,
    capacityOf: () => capacity,
    onDropped: (input) => dropped.push(input),
    onWaiting: () => undefined,
  });
  const receiver = new Receiver(reading, {
    memory: to,
    bell: new Bell(bells[1]),
    onWake: () => undefined,
    onInput: (input, metadata, value) => got.push({ input, metadata, value }),
    onControl: (message) => controls.push(message),
  });
  const close = (): void => {
    receiver.close();
    sender.close();
  };
  return { sender, receiver, got, controls, dropped, close };
}

export const metadataOf = (parameters: Readonly<Record<string, TypedParameter>> = {}, time = 1n): RawMetadata => ({
  timestamp: { time, id: clockId },
  parameters: new Map(Object.entries(parameters)),
});

const clockId = new Uint8Array(16).fill(7);
