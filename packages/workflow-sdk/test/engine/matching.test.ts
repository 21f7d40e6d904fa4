import { Code } from "@connectrpc/connect";
import { ManualClock, type Clock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { TaskQueue, type Poller } from "../../src/embedded/matching/task-queue.ts";
import { activity, seconds } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

const poller = (identity: string, signal = new AbortController().signal): Poller => ({
  identity,
  workerInstanceKey: identity,
  signal,
});

const task = (name: string, priority = 3): Parameters<TaskQueue<string>["offer"]>[0] => ({
  priority,
  start: ({ identity }) => Promise.resolve(`${name} for ${identity}`),
});

test("[ENG-52] tasks wait for workers and workers for tasks, each in their order", async () => {
  const queue = new TaskQueue<string>(new ManualClock());
  queue.offer(task("1"));
  queue.offer(task("2"));
  expect(await queue.poll(poller("a"), 100)).toBe("1 for a");
  expect(await queue.poll(poller("b"), 100)).toBe("2 for b");
  const waiting = [queue.poll(poller("c"), 100), queue.poll(poller("d"), 100)];
  queue.offer(task("3"));
  queue.offer(task("4"));
  expect(await Promise.all(waiting)).toEqual(["3 for c", "4 for d"]);
});

test("[ENG-52] urgent tasks come first", async () => {
  const queue = new TaskQueue<string>(new ManualClock());
  for (const [name, priority] of [
    ["late", 5],
    ["usual", 3],
    ["urgent", 1],
  ] as const)
    queue.offer(task(name, priority));
  const names = [];
  for (let count = 0; count < 3; count++) names.push(await queue.poll(poller("w"), 100));
  expect(names).toEqual(["urgent for w", "usual for w", "late for w"]);
});

test("[ENG-52] a task that is not to be done any more is passed over", async () => {
  const queue = new TaskQueue<string>(new ManualClock());
  queue.offer({ priority: 3, start: () => Promise.resolve(undefined) });
  queue.offer(task("2"));
  expect(await queue.poll(poller("a"), 100)).toBe("2 for a");
});

/** Polls, and polls again as soon as it has something; gives what came so far. */
function worker(queue: TaskQueue<string>, name: string, maxTasksPerSecond?: number): string[] {
  const got: string[] = [];
  const on = async (): Promise<void> => {
    for (;;) {
      const answer = await queue.poll({ ...poller(name), maxTasksPerSecond }, 3_600_000);
      if (answer === undefined) return;
      got.push(answer);
    }
  };
  void on();
  return got;
}

test("[ENG-73] a queue gives out no more in a second than its workers ask for, and up to a second's worth at once", async () => {
  const clock = new ManualClock();
  const queue = new TaskQueue<string>(clock);
  const [first, second] = [worker(queue, "first", 4), worker(queue, "second", 4)];
  const count = async (afterMs: number): Promise<number> => {
    await clock.advance(afterMs);
    return first.length + second.length;
  };
  for (let number = 0; number < 20; number++) queue.offer(task(String(number)));
  const atOnce = await count(0);
  expect(atOnce).toBeLessThanOrEqual(5);
  expect([await count(249), await count(1), await count(250), await count(1000)]).toEqual([
    atOnce,
    atOnce + 1,
    atOnce + 2,
    atOnce + 6,
  ]);
  await clock.advance(60_000);
  const names = [...first, ...second].map((answer) => Number(answer.split(" ")[0])).toSorted((a, b) => a - b);
  expect(names).toEqual(Array.from({ length: 20 }, (_, number) => number));
});

test("[ENG-73] the last poll says how many; a rate of zero holds all back, and none lifts it", async () => {
  const clock = new ManualClock();
  const queue = new TaskQueue<string>(clock);
  const held = worker(queue, "held", 0);
  for (let number = 0; number < 8; number++) queue.offer(task(String(number)));
  await clock.advance(60_000);
  expect(held).toEqual([]);
  const free = worker(queue, "free");
  await clock.advance(0);
  expect(held.length + free.length).toBe(8);
});

test("[ENG-73] what the rate allows while somebody asks is given out, by whatever clock", async () => {
  const ticking = new ManualClock();
  let asked = 0;
  // It goes on whenever it is asked.
  const clock: Clock = {
    now: () => ticking.now(),
    monotonic: () => ticking.monotonic() + 60 * asked++,
    setTimer: (delayMs, callback) => ticking.setTimer(delayMs, callback),
  };
  const queue = new TaskQueue<string>(clock);
  for (let number = 0; number < 20; number++) queue.offer(task(String(number)));
  const got = worker(queue, "w", 10);
  await ticking.advance(10_000);
  expect(got).toHaveLength(20);
});

test("[ENG-73] a task that is not to be done any more counts for nothing, and who leaves leaves no timer", async () => {
  const clock = new ManualClock();
  const queue = new TaskQueue<string>(clock);
  const gone = new AbortController();
  for (let number = 0; number < 50; number++) queue.offer({ priority: 3, start: () => Promise.resolve(undefined) });
  queue.offer(task("1"));
  const slow = { ...poller("slow", gone.signal), maxTasksPerSecond: 0.001 };
  expect(await queue.poll(slow, 100)).toBe("1 for slow");
  queue.offer(task("2"));
  queue.offer(task("3"));
  const polling = [queue.poll(slow, 3_600_000), queue.poll(slow, 3_600_000)];
  await clock.advance(0);
  gone.abort();
  await Promise.all(polling);
  expect(clock.pendingTimers).toBe(0);
});

test("[ENG-53] who is gone gets nothing, and the next one does", async () => {
  const queue = new TaskQueue<string>(new ManualClock());
  const gone = new AbortController();
  const first = queue.poll(poller("first", gone.signal), 100);
  const second = queue.poll(poller("second"), 100);
  gone.abort();
  queue.offer(task("1"));
  expect(await Promise.all([first, second])).toEqual([undefined, "1 for second"]);
});

test("[ENG-53] nor is a task lost that was handed out in the moment in which its worker went", async () => {
  const queue = new TaskQueue<string>(new ManualClock());
  const gone = new AbortController();
  const first = queue.poll(poller("first", gone.signal), 100);
  queue.offer(task("1"));
  gone.abort();
  expect(await first).toBeUndefined();
  expect(await queue.poll(poller("second"), 100)).toBe("1 for second");
});

test("[ENG-54] a poll is held for a while, and then answered with nothing", async () => {
  using engine = new TestEngine();
  let answered = false;
  const request = { taskQueue: { name: "queue" }, identity: "worker" };
  const polling = engine.call("pollWorkflowTaskQueue", request, { timeoutMs: 30_000 }).finally(() => (answered = true));
  await engine.clock.advance(28_999);
  expect(answered).toBe(false);
  await engine.clock.advance(1);
  expect((await polling).taskToken).toHaveLength(0);
});

test("[ENG-54] a poll that cannot be held, and one of nowhere, are refused", async () => {
  using engine = new TestEngine();
  const taskQueue = { name: "queue" };
  const short = engine.call("pollActivityTaskQueue", { taskQueue }, { timeoutMs: 1000 });
  await expect(short).rejects.toMatchObject({ code: Code.FailedPrecondition });
  const nowhere = engine.call("pollActivityTaskQueue", { taskQueue, namespace: "nowhere" });
  await expect(nowhere).rejects.toMatchObject({ code: Code.NotFound });
  await expect(engine.call("pollActivityTaskQueue", {})).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test("[ENG-55] the polls of a worker that shuts down end at once, those of others do not", async () => {
  using engine = new TestEngine();
  const poll = (workerInstanceKey: string): Promise<string> =>
    engine
      .call("pollWorkflowTaskQueue", { taskQueue: { name: "queue" }, identity: workerInstanceKey, workerInstanceKey })
      .then(({ taskToken }) => (taskToken.length === 0 ? "nothing" : "a task"));
  const polls = [poll("going"), poll("staying")];
  await engine.call("shutdownWorker", { workerInstanceKey: "going" });
  expect(await polls[0]).toBe("nothing");
  expect(await poll("going")).toBe("nothing");
  await engine.start("w");
  expect(await polls[1]).toBe("a task");
});

test("[ENG-56] a server that closes ends all polls, and refuses what comes after", async () => {
  const engine = new TestEngine();
  const polling = engine.call("pollWorkflowTaskQueue", { taskQueue: { name: "queue" } });
  await engine.start("w", { taskQueue: { name: "elsewhere" }, workflowRunTimeout: seconds(60) });
  engine[Symbol.dispose]();
  expect((await polling).taskToken).toHaveLength(0);
  await expect(engine.start("v")).rejects.toMatchObject({ code: Code.Unavailable });
  expect(engine.clock.pendingTimers).toBe(0);
});

test("[ENG-52] activities of urgent workflows come first", async () => {
  using engine = new TestEngine();
  await engine.start("usual");
  await engine.turn([activity("a")]);
  await engine.start("urgent", { priority: { priorityKey: 1 } });
  await engine.turn([activity("a")]);
  expect((await engine.activityTask())?.workflowExecution?.workflowId).toBe("urgent");
});
