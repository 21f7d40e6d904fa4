import { Agent, get } from "node:http";
import { ours, startProcessor, stockNodejs, stockWrappers } from "@millrace/interop-nuclio";
import { type Case, cpuSecondsOf, type Measurement } from "@millrace/tooling-bench";
import { ours as millrace } from "./contenders.ts";
import type { Scale } from "./cases.ts";

const stock = "nuclio v1.14.2's own wrapper";

/** Round trips through Nuclio's processor: one worker, one caller, one event at a time. */
export const nuclioCase: Case = {
  name: "nuclio get 1",
  contenders: [millrace, stock],
  metrics: [
    { name: "req/s", unit: "req/s", moreIsBetter: true, digits: 0 },
    { name: "wrapper cpu", unit: "µs", moreIsBetter: false, digits: 1 },
  ],
};

export const measureNuclio = async (contender: string, { warmUpS, loadS }: Scale): Promise<Measurement> => {
  const wrapper = contender === millrace ? ours : stockNodejs(await stockWrappers());
  await using processor = await startProcessor({ wrapper, handler: ["classic.cjs", "handler"] });
  const [pid = -1] = await processor.wrapperPids();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await load(processor.url, agent, warmUpS);
    const before = await cpuSecondsOf(pid);
    const requests = await load(processor.url, agent, loadS);
    const cpuS = (await cpuSecondsOf(pid)) - before;
    return { "req/s": requests / loadS, "wrapper cpu": (cpuS / requests) * 1e6 };
  } finally {
    agent.destroy();
  }
};

/** How many requests, one after the other, are answered in this time. */
const load = async (url: string, agent: Agent, seconds: number): Promise<number> => {
  const end = performance.now() + seconds * 1000;
  let requests = 0;
  for (; performance.now() < end; requests++) await request(url, agent);
  return requests;
};

const request = (url: string, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on("end", resolve);
    }).on("error", reject);
  });
