import { setTimeout as sleep } from "node:timers/promises";
import { ask, brief, type Reply } from "../ask.ts";
import type { Case } from "../case.ts";
import type { RunningProcessor } from "../start-processor.ts";

/** How the processor is, some time after something went wrong. */
const next = async (processor: RunningProcessor): Promise<string> => {
  const answer = await ask(processor, { timeoutMs: 2000 });
  if (!processor.alive()) return "processor dead";
  return `next ${brief(answer)}`;
};

const first = ({ status, text }: Reply): string =>
  status === 0 ? text : `${status} ${/boom|stray|survived|returned|code \d/.exec(text)?.[0] ?? text.slice(0, 40)}`;

const failure = (name: string, path: string, expected: string, timeoutMs = 3000): Case => ({
  name,
  expected,
  observe: async (processor) => {
    const answer = first(await ask(processor, { path, timeoutMs }));
    // A processor whose wrapper died takes a moment to see it.
    await sleep(200);
    return `${answer}, ${await next(processor)}`;
  },
});

const ended = async (processor: RunningProcessor, limitMs: number): Promise<string> => {
  const code = await Promise.race([processor.ended, sleep(limitMs, "alive", { ref: false })]);
  return code === "alive" ? "processor alive" : `processor ended with ${code}`;
};

/** Handlers that throw, reject, hang or exit. */
export const failures: readonly Case[] = [
  failure("async handler that returns", "/async-return", "200 returned, next 200 ok"),
  failure("throw", "/throw", "500 boom, next 200 ok"),
  failure("async reject", "/async-reject", "500 boom, next 200 ok"),
  failure("exception out of a timer", "/stray", "500 stray, next 200 ok"),
  failure("process.exit(3)", "/exit", "500 code 3, processor dead"),
  failure("process.exit(0)", "/exit-zero", "500 code 0, processor dead"),
  {
    name: "eventTimeout 1 s, handler 1.5 s",
    expected: "408, then 200 ok",
    options: { eventTimeoutMs: 1000 },
    observe: async (processor) => {
      const { status } = await ask(processor, { path: "/slow" });
      const again = brief(await eventually(processor));
      return `${status}, then ${again}`;
    },
  },
  {
    name: "no worker free within 300 ms",
    expected: "503 beside 200 slow",
    options: { http: { workerAvailabilityTimeoutMs: 300 } },
    observe: async (processor) => {
      const slow = ask(processor, { path: "/slow" });
      await sleep(100);
      const { status } = await ask(processor);
      return `${status} beside ${brief(await slow)}`;
    },
  },
  {
    name: "the wrapper is killed",
    expected: "processor ended with 2",
    observe: async (processor) => {
      for (const pid of await processor.wrapperPids()) process.kill(pid, "SIGKILL");
      return ended(processor, 3000);
    },
  },
];

/** A worker that starts again is not there at once. */
const eventually = async (processor: RunningProcessor): Promise<Reply> => {
  const deadline = performance.now() + 8000;
  for (;;) {
    const answer = await ask(processor);
    if (answer.status === 200 || performance.now() > deadline) return answer;
    await sleep(200);
  }
};
