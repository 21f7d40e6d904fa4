import type { Contender, NoOp, RecordReader } from "./contender.ts";
import type { Levels } from "./topology.ts";

/** Microseconds a stage. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** What defining and running cost, each for itself. */
export interface Sample {
  readonly define: Cost;
  readonly run: Cost;
}

export interface Measurement {
  /** The very first definition and run of the process. */
  readonly cold: Sample;
  /** One entry a sample, after warming up; the cold one alone when it took longer than `slowMs`. */
  readonly warm: readonly Sample[];
  /** Bytes a stage that a definition and the record of a finished run hold. */
  readonly bytes: number;
}

export interface Effort {
  /** Stages to run before the first sample … */
  readonly warmUpStages: number;
  /** … but not for longer than this. */
  readonly warmUpMs: number;
  /** Stages that one sample takes at least, in as many runs. */
  readonly sampleStages: number;
  /** Samples are taken for this long … */
  readonly sampleMs: number;
  /** … and at least so many. */
  readonly minSamples: number;
  /** When the first run takes longer than this, it is the only one. */
  readonly slowMs: number;
}

/** Measures one contender in one shape and size. The process should be fresh, and started with `--expose-gc`. */
export async function measure(contender: Contender, levels: Levels, noOp: NoOp, effort: Effort): Promise<Measurement> {
  const bench = new Bench(contender, levels, noOp);
  const started = performance.now();
  const { sample: cold, bytes } = await bench.holding(() => bench.sample(1));
  if (performance.now() - started > effort.slowMs) return { cold, warm: [cold], bytes };

  const warmUntil = performance.now() + effort.warmUpMs;
  for (let stages = 0; stages < effort.warmUpStages && performance.now() < warmUntil; stages += bench.size)
    await bench.sample(1);
  const warm: Sample[] = [];
  const runs = Math.ceil(effort.sampleStages / bench.size);
  const until = performance.now() + effort.sampleMs;
  while (warm.length < effort.minSamples || performance.now() < until) warm.push((await bench.sample(runs)).sample);
  return { cold, warm, bytes: (await bench.holding(() => bench.sample(1))).bytes };
}

/** The last definition and run of a sample, to be held while memory is measured. */
interface Held {
  readonly sample: Sample;
  readonly definition: () => Promise<RecordReader>;
  readonly read: RecordReader;
}

class Bench {
  readonly size: number;
  readonly #contender: Contender;
  readonly #levels: Levels;
  readonly #noOp: NoOp;

  constructor(contender: Contender, levels: Levels, noOp: NoOp) {
    this.#contender = contender;
    this.#levels = levels;
    this.#noOp = noOp;
    this.size = levels.reduce((sum, level) => sum + level.length, 0);
  }

  /** Defines and runs so many times. */
  async sample(runs: number): Promise<Held> {
    const define = { cpu: 0, wall: 0 };
    const run = { cpu: 0, wall: 0 };
    let held: Omit<Held, "sample"> | undefined;
    for (let count = 0; count < runs; count++) {
      const start = now();
      const definition = this.#contender.define(this.#levels, this.#noOp);
      const between = now();
      held = { definition, read: await definition() };
      const end = now();
      add(define, start, between);
      add(run, between, end);
    }
    const each = ({ cpu, wall }: Cost): Cost => ({ cpu: cpu / runs / this.size, wall: wall / runs / this.size });
    return { ...(held as Held), sample: { define: each(define), run: each(run) } };
  }

  /** The sample, and the bytes a stage by which memory has grown while its definition and record are held. */
  async holding(make: () => Promise<Held>): Promise<{ readonly sample: Sample; readonly bytes: number }> {
    const before = await heldBytes();
    const held = await make();
    const bytes = (await heldBytes()) - before;
    this.#checkRecord(held);
    return { sample: held.sample, bytes: bytes / this.size };
  }

  /** A contender that leaves out what the others do would win; so its record must say of stages that they ran. */
  #checkRecord({ definition, read }: Held): void {
    for (const name of [this.#levels[0]?.[0], this.#levels.at(-2)?.[0], this.#levels.at(-1)?.[0]]) {
      const view = read(name ?? "");
      const complete =
        view?.name === name &&
        view?.status === "succeeded" &&
        view.attempts === 1 &&
        view.startedAt > 0 &&
        view.endedAt >= view.startedAt;
      if (complete && typeof definition === "function") continue;
      throw new Error(`the record of stage '${name}' is not that of a finished stage: ${JSON.stringify(view)}`);
    }
  }
}

/** Microseconds of the process, its collector and compiler threads included, and of the clock. */
function now(): Cost {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, wall: performance.now() * 1000 };
}

function add(sum: { cpu: number; wall: number }, from: Cost, to: Cost): void {
  sum.cpu += to.cpu - from.cpu;
  sum.wall += to.wall - from.wall;
}

/**
 * Bytes on the heap and in buffers after a collection. The turns of the event loop let go of what callbacks that have
 * ended still hold.
 */
async function heldBytes(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error("start this process with --expose-gc");
  for (let turn = 0; turn < 2; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    globalThis.gc();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
