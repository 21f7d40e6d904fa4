import { fileURLToPath } from "node:url";
import { ours, startProcessor, stockNodejs, stockWrappers, type ProcessorOptions } from "@millrace/interop-nuclio";
import { type Case, cpuSecondsOf, type Measurement } from "@millrace/tooling-bench";
import { ours as millrace } from "../contenders.ts";
import type { Scale } from "../cases.ts";
import { openCaller } from "./caller.ts";

const named = "millrace, named arguments";
const stock = "nuclio v1.14.2's own wrapper";

/** Round trips through Nuclio's processor: one worker, one caller, one event at a time. */
export const nuclioCase: Case = {
  name: "nuclio get 1",
  contenders: [millrace, named, stock],
  metrics: [
    { name: "req/s", unit: "req/s", moreIsBetter: true, digits: 0 },
    { name: "wrapper cpu", unit: "µs", moreIsBetter: false, digits: 1 },
  ],
};

/** Requests of a turn. Turns are short, so that all contenders meet the same machine. */
const turn = 500;
const turnsOfSecond = 10;
const answer = JSON.stringify({ hello: "world" });

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const classic = { folder: folder("./"), handler: ["classic.cjs", "hello"] } as const;

const optionsOf = async (contender: string): Promise<ProcessorOptions> => {
  if (contender === stock) return { ...classic, wrapper: stockNodejs(await stockWrappers()) };
  if (contender === millrace) return { ...classic, wrapper: ours };
  return { folder: folder("../servers/"), handler: ["hello.ts", "hello"], wrapper: ours };
};

const measured = new Map<string, Measurement>();

/** The first that is asked for measures all contenders of its round, since they take turns. */
export const measureNuclio = async (contender: string, scale: Scale): Promise<Measurement> => {
  if (!measured.has(contender)) for (const [name, each] of await playRound(scale)) measured.set(name, each);
  const measurement = measured.get(contender);
  measured.delete(contender);
  if (measurement === undefined) throw new Error(`no contender ${contender}`);
  return measurement;
};

/**
 * Starts all, warms each up with as many requests, and measures as many of each in turns. Who has no turn is idle, so
 * that the CPU time from its first turn to the end of its last one is that of its requests.
 */
const playRound = async ({ warmUpS, loadS }: Scale): Promise<ReadonlyMap<string, Measurement>> => {
  await using stack = new AsyncDisposableStack();
  const players = [];
  for (const name of nuclioCase.contenders) {
    const processor = stack.use(await startProcessor(await optionsOf(name)));
    const [pid = -1] = await processor.wrapperPids();
    players.push({ name, pid, caller: stack.use(await openCaller(processor.url, answer)), cpu: 0, seconds: 0 });
  }
  for (const { caller } of players) await caller.ask(warmUpS * turnsOfSecond * turn);
  for (const player of players) player.cpu = await cpuSecondsOf(player.pid);
  const turns = loadS * turnsOfSecond;
  for (let index = 0; index < turns; index++) {
    // There and back, so that nobody is always the one after the other.
    for (const player of index % 2 === 0 ? players : players.toReversed())
      player.seconds += await player.caller.ask(turn);
  }
  const requests = turns * turn;
  const figures = new Map<string, Measurement>();
  for (const { name, pid, cpu, seconds } of players) {
    const spent = (await cpuSecondsOf(pid)) - cpu;
    figures.set(name, { "req/s": requests / seconds, "wrapper cpu": (spent * 1e6) / requests });
  }
  return figures;
};
