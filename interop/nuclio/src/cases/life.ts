import { setTimeout as sleep } from "node:timers/promises";
import { ask, brief } from "../ask.ts";
import type { Case } from "../case.ts";
import { remaining, type RunningProcessor } from "../start-processor.ts";

const requests = 1000;

const wrappersEnd = async (pids: readonly number[]): Promise<string> =>
  (await remaining(pids)).length === 0 ? "no wrapper left" : "wrapper left";

/** SIGKILL leaves a processor no time to tell its wrappers anything. */
const killed = async (processor: RunningProcessor): Promise<string> => {
  const pids = await processor.wrapperPids();
  process.kill(processor.pid, "SIGKILL");
  await processor.ended;
  return wrappersEnd(pids);
};

const batch = { http: { batch: { size: 3, timeoutMs: 700 } } };
const three = (processor: RunningProcessor): Promise<string> =>
  Promise.all(["a", "b", "c"].map((body) => ask(processor, { path: "/length", body }))).then((answers) =>
    answers.map(brief).join(", "),
  );

/** How functions are started, driven for a while, and ended. */
export const life: readonly Case[] = [
  {
    name: `${requests} requests`,
    expected: `${requests} × 200`,
    observe: async (processor) => {
      let good = 0;
      const lane = async (): Promise<void> => {
        for (let left = requests / 4; left > 0; left--) if ((await ask(processor)).text === "ok") good++;
      };
      await Promise.all([lane(), lane(), lane(), lane()]);
      return `${good} × 200`;
    },
  },
  {
    name: "init fails",
    expected: "processor ended with 2, and says why",
    options: { handler: ["failing-init.cjs", "handler"] },
    observeStart: async (processor) => {
      const ready = processor.ready().then(
        () => "ready",
        () => "ended",
      );
      if ((await ready) === "ready") return brief(await ask(processor));
      const why = processor.output().includes("no database") ? "and says why" : "and does not say why";
      return `processor ended with ${await processor.ended}, ${why}`;
    },
  },
  {
    name: "init takes 1.5 s",
    expected: "200 initialised",
    options: { handler: ["slow-init.cjs", "handler"] },
    observe: async (processor) => brief(await ask(processor)),
  },
  {
    name: "cron",
    expected: "cron tick says t",
    options: {
      handler: ["classic.cjs", "ticks"],
      triggers: { tick: { kind: "cron", intervalMs: 200, event: { body: "t" } } },
    },
    observe: async (processor) => {
      const deadline = performance.now() + 5000;
      for (;;) {
        const [said] = /cron \w+ says \w+/.exec(processor.output()) ?? [];
        if (said !== undefined || performance.now() > deadline) return said ?? "nothing";
        await sleep(100);
      }
    },
  },
  {
    name: "batch of 3",
    expected: "200 1 ca978112, 200 1 3e23e816, 200 1 2e7d2c03",
    options: batch,
    observe: three,
  },
  {
    name: "mode: async",
    expected: "200 ok, no wrapper left",
    options: { http: { mode: "async" } },
    observe: async (processor) => `${brief(await ask(processor))}, ${await killed(processor)}`,
  },
  {
    name: "SIGTERM during a request",
    expected: "200 slow, ended with 0 in less than 10 s, no wrapper left",
    observe: async (processor) => {
      const pids = await processor.wrapperPids();
      const slow = ask(processor, { path: "/slow" });
      await sleep(200);
      const began = performance.now();
      const code = await processor.stop();
      const time = performance.now() - began < 10_000 ? "less" : "more";
      return `${brief(await slow)}, ended with ${code} in ${time} than 10 s, ${await wrappersEnd(pids)}`;
    },
  },
  {
    name: "processor killed",
    expected: "no wrapper left",
    observe: killed,
  },
];
