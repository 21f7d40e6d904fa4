import type { Case } from "@millrace/tooling-bench";
import {
  handOverCase,
  memoryCase,
  ours,
  oursCopied,
  port,
  portTransfer,
  sameThreadCase,
  type Scale,
  threadCase,
} from "./cases.ts";
import { percentile } from "./figures-file.ts";
import { runPair } from "./nodes/run-pair.ts";
import { runPortPair } from "./ports/run-pair.ts";
import { sameThread, samePort } from "./same-thread.ts";

type Figures = Readonly<Record<string, number>>;

/** Measures one contender of one case once, in this process. */
export function measureThreads(of: Case, contender: string, scale: Scale): Promise<Figures> {
  if (of === sameThreadCase) return measureSameThread(contender, scale);
  if (of === threadCase) return measureSmall(contender, scale);
  if (of === handOverCase) return measureHandOver(contender, scale);
  if (of === memoryCase) return measureMemory(contender, scale);
  throw new Error(`no measurement of ${of.name}`);
}

async function measureSameThread(contender: string, { sameThread: messages }: Scale): Promise<Figures> {
  const run = contender === port ? samePort : sameThread;
  await run(messages / 10);
  return { hop: await run(messages) };
}

async function measureSmall(contender: string, { hops, flood }: Scale): Promise<Figures> {
  const hop = { bytes: 100, warmUp: Math.max(2000, hops / 4), messages: hops };
  const many = { bytes: 100, warmUp: flood / 10, messages: flood };
  const mode = contender === portTransfer ? "transfer" : "copy";
  const times =
    contender === ours
      ? await runPair("ping", "echo", { ...hop, data: "array" })
      : await runPortPair("ping", "echo", hop, mode);
  const figures = { "hop p50": percentile(times, 0.5) / 2, "hop p99": percentile(times, 0.99) / 2 };
  // A hundred bytes that are transferred must be made for each message; nobody does so in a stream.
  if (mode === "transfer") return figures;
  const [us = 0] =
    contender === ours
      ? await runPair("flood", "count", { ...many, data: "array" })
      : await runPortPair("flood", "count", many);
  return { ...figures, rate: (flood * 1e6) / us };
}

async function measureHandOver(contender: string, { handOvers, copies }: Scale): Promise<Figures> {
  const bytes = 40_000_000;
  const quick = { bytes, warmUp: Math.max(50, handOvers / 10), messages: handOvers };
  const slow = { bytes, warmUp: 2, messages: copies };
  let times: readonly number[];
  if (contender === ours) times = await runPair("ping", "echo", { ...quick, data: "raw" });
  else if (contender === oursCopied) times = await runPair("ping", "echo", { ...slow, data: "array" });
  else if (contender === portTransfer) times = await runPortPair("ping", "echo", quick, "transfer");
  else times = await runPortPair("ping", "echo", slow);
  return { "hand-over p50": percentile(times, 0.5) / 1000, "hand-over p99": percentile(times, 0.99) / 1000 };
}

/** The first frames fill the pools; what comes on top is growth. */
async function measureMemory(contender: string, { frames }: Scale): Promise<Figures> {
  const load = { bytes: 4_000_000, warmUp: 0, messages: frames };
  const run = (): Promise<unknown> =>
    contender === ours
      ? runPair("ping", "echo", { ...load, data: "raw" })
      : runPortPair("ping", "echo", load, "transfer");
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage().rss / 1e6), 50);
  await run();
  clearInterval(timer);
  const settled = Math.floor(samples.length / 4);
  return { growth: Math.max(0, (samples.at(-1) ?? 0) - (samples[settled] ?? 0)) };
}
