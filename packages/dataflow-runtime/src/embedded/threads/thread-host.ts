import type { HostContext, NodeExit, NodeHost, NodeLife, NodeStart } from "../node-host.ts";
import { Bell, createBell } from "./bell.ts";
import { CarriedEdges } from "./carried-edges.ts";
import { poolTable } from "./pool.ts";
import { Pump } from "./pump.ts";
import { StraightChannel } from "./straight-channel.ts";
import { engineThread, ThreadNumbers } from "./thread-numbers.ts";
import { ThreadMemory } from "./thread-memory.ts";
import { WorkerLife } from "./worker-life.ts";

export interface ThreadHostOptions extends HostContext {
  /** What the workers inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What each thread keeps for big messages; beyond it, memory is made for one message and collected. Default 512 MiB. */
  readonly poolBytes?: number;
  /** Overwrites shared memory as soon as nobody holds it. For tests. Default `false`. */
  readonly poison?: boolean;
}

/** What the lives of one host share. */
export interface ThreadWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly poolBytes: number;
  readonly poison: boolean;
  readonly numbers: ThreadNumbers;
  readonly bellMemory: SharedArrayBuffer;
  readonly bell: Bell;
  readonly pump: Pump;
  readonly memory: ThreadMemory;
  /** The counts of the pools of all that live. */
  readonly tables: Set<SharedArrayBuffer>;
  readonly edges: CarriedEdges;
  readonly lives: Set<WorkerLife>;
}

/** Runs scripts in worker threads. What they send to each other does not pass this thread. */
export function createThreadHost(options: ThreadHostOptions): NodeHost {
  const world = createWorld(options);
  return {
    start: (start) => startLife(start, world),
    carries: (edge) => world.edges.carry(edge),
    close: async () => {
      await Promise.all([...world.lives].map(({ ended }) => ended));
      world.edges.close();
      world.pump.close();
    },
  };
}

function startLife(start: NodeStart, world: ThreadWorld): NodeLife {
  const { command } = start.plan;
  if (command.kind !== "script") {
    const exit: NodeExit = { ok: false, error: "is no script and cannot run in a worker thread" };
    return { ended: Promise.resolve(exit), terminate: () => undefined, kill: () => undefined };
  }
  const life = new WorkerLife(start, world, command);
  for (const other of world.lives) {
    connect(life, other, world);
    connect(other, life, world);
  }
  connect(life, life, world);
  world.lives.add(life);
  return life;
}

function connect(writer: WorkerLife, reader: WorkerLife, { edges }: ThreadWorld): void {
  const between = edges.between(writer.nodeId, reader.nodeId);
  if (between.length > 0) new StraightChannel(writer, reader, between, edges).open();
}

function createWorld(options: ThreadHostOptions): ThreadWorld {
  const { poolBytes = defaultPoolBytes, poison = false, env, dataflow } = options;
  const numbers = new ThreadNumbers(dataflow.nodes.size);
  const table = poolTable(numbers.count);
  const bellMemory = createBell();
  const bell = new Bell(bellMemory);
  return {
    env,
    poolBytes,
    poison,
    numbers,
    bellMemory,
    bell,
    pump: new Pump(bell),
    memory: new ThreadMemory({ thread: engineThread, threads: numbers.count, table, maxBytes: poolBytes, poison }),
    tables: new Set([table]),
    edges: new CarriedEdges(options),
    lives: new Set(),
  };
}

const defaultPoolBytes = 512 * 1024 * 1024;
