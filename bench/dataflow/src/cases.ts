import type { Case, Metric } from "@millrace/tooling-bench";

const less = (name: string, unit: string, digits: number): Metric => ({ name, unit, moreIsBetter: false, digits });
const more = (name: string, unit: string, digits: number): Metric => ({ name, unit, moreIsBetter: true, digits });

export const ours = "millrace";
export const oursCopied = "millrace, from an array";
export const port = "node:worker_threads";
export const portTransfer = "node:worker_threads, transferred";
export const daemonPath = "dora-rs, by the daemon";
const sharedMemory = "dora-rs, by shared memory";

export interface Scale {
  readonly rounds: number;
  readonly sameThread: number;
  readonly hops: number;
  readonly flood: number;
  readonly handOvers: number;
  /** A MessagePort copies a big message in a thousand times the time. */
  readonly copies: number;
  readonly frames: number;
  readonly streams: number;
  readonly daemonHops: number;
  /** By bytes. */
  readonly daemonMessages: Readonly<Record<number, number>>;
}
export const fullScale: Scale = {
  rounds: 5,
  sameThread: 500_000,
  hops: 20_000,
  flood: 1_000_000,
  handOvers: 500,
  copies: 20,
  frames: 10_000,
  streams: 100_000,
  daemonHops: 2_000,
  daemonMessages: { 1_000_000: 300, 40_000_000: 10 },
};
export const quickScale: Scale = {
  rounds: 1,
  sameThread: 200_000,
  hops: 5_000,
  flood: 200_000,
  handOvers: 200,
  copies: 3,
  frames: 300,
  streams: 500,
  daemonHops: 100,
  daemonMessages: { 1_000_000: 20, 40_000_000: 2 },
};

/** From the call that sends to the code that receives, in one thread. */
export const sameThreadCase: Case = {
  name: "same thread 100B",
  contenders: [ours, port],
  metrics: [less("hop", "µs", 2)],
};

/** Half of a round between two workers, and messages in a row. */
export const threadCase: Case = {
  name: "thread 100B",
  contenders: [ours, port, portTransfer],
  metrics: [less("hop p50", "µs", 1), less("hop p99", "µs", 1), more("rate", "msg/s", 0)],
};

/** From a filled buffer to the answer of who has looked at all its pages. */
export const handOverCase: Case = {
  name: "thread 40000000B",
  contenders: [ours, oursCopied, port, portTransfer],
  metrics: [less("hand-over p50", "ms", 3), less("hand-over p99", "ms", 3)],
};

/** What the process has grown by while so many frames passed. */
export const memoryCase: Case = {
  name: "memory 4000000B",
  contenders: [ours, portTransfer],
  metrics: [less("growth", "MB", 1)],
};

export const daemonHopCase: Case = {
  name: "daemon 8B",
  contenders: [ours, daemonPath, sharedMemory],
  metrics: [less("hop p50", "µs", 0), less("hop p99", "µs", 0)],
};

const daemonRateCases: readonly Case[] = [1_000_000, 40_000_000].map((bytes) => ({
  name: `daemon ${bytes}B`,
  contenders: [ours, daemonPath, sharedMemory],
  metrics: [more("rate", "msg/s", 1)],
}));

export const threadCases: readonly Case[] = [sameThreadCase, threadCase, handOverCase, memoryCase];
export const daemonCases: readonly Case[] = [daemonHopCase, ...daemonRateCases];
