import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { createRunnable, ManualClock, sleep, type Runnable, type RunScope } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve()));

/** A worker with a manual clock, and what happened to it so far. */
function worker(work: (scope: RunScope, clock: ManualClock) => void | Promise<void>): {
  runnable: Runnable;
  clock: ManualClock;
} {
  const clock = new ManualClock();
  return {
    clock,
    runnable: createRunnable((scope) => work(scope, clock), { name: "worker 'w'", graceMs: 100, forceMs: 10, clock }),
  };
}

const polite = ({ stopping }: RunScope): Promise<void> => aborted(stopping);
const stubborn = ({ forced }: RunScope): Promise<void> => aborted(forced);
const deaf = (): Promise<void> => new Promise(() => undefined);

describe("run", () => {
  test("resolves when the work is done", async () => {
    const { runnable } = worker(async () => undefined);
    expect(runnable.state).toBe("idle");
    const running = runnable.run();
    expect(runnable.state).toBe("running");
    await running;
    expect(runnable.state).toBe("closed");
  });

  test.each([
    ["rejects", () => Promise.reject(new Error("bad"))],
    [
      "throws",
      () => {
        throw new Error("bad");
      },
    ],
  ])("rejects when the work %s", async (_how, work) => {
    const { runnable } = worker(work);
    await expect(runnable.run()).rejects.toThrow("bad");
    expect(runnable.state).toBe("failed");
    await expect(runnable.close()).resolves.toBeUndefined();
    expect(runnable.state).toBe("failed");
  });

  test("is possible once", async () => {
    const { runnable } = worker(async () => undefined);
    await runnable.run();
    const error = await expectCode(runnable.run(), "PROTOCOL_ALREADY_RUN");
    expect(error.message).toContain("worker 'w' was run before (it is closed)");
  });

  test("does not start work that was closed before", async () => {
    let started = false;
    const { runnable } = worker(() => void (started = true));
    await runnable.close();
    expect(runnable.state).toBe("closed");
    await runnable.run();
    expect(started).toBe(false);
  });

  test("treats an aborting signal as close", async () => {
    const { runnable, clock } = worker(polite);
    const controller = new AbortController();
    const running = runnable.run({ signal: controller.signal });
    controller.abort();
    expect(runnable.state).toBe("draining");
    await running;
    expect(runnable.state).toBe("closed");
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(clock.pendingTimers).toBe(0);
  });

  test("does not start when the signal has aborted before", async () => {
    let started = false;
    const { runnable } = worker(() => void (started = true));
    await runnable.run({ signal: AbortSignal.abort() });
    expect([started, runnable.state]).toEqual([false, "closed"]);
  });
});

describe("close", () => {
  test("lets work end and resolves when it has", async () => {
    const seen: string[] = [];
    const { runnable, clock } = worker(async ({ stopping }) => {
      await aborted(stopping);
      await sleep(50, { clock });
      seen.push("finished what it had");
    });
    const running = runnable.run();
    const closing = runnable.close().then(() => seen.push("closed"));
    expect(runnable.state).toBe("draining");
    await clock.advance(50);
    await Promise.all([running, closing]);
    expect(seen).toEqual(["finished what it had", "closed"]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("forces after the grace", async () => {
    const { runnable, clock } = worker(stubborn);
    const running = runnable.run();
    const closing = runnable.close();
    await clock.advance(99);
    expect(runnable.state).toBe("draining");
    await clock.advance(1);
    expect(runnable.state).toBe("closed");
    await Promise.all([running, closing]);
  });

  test("forces at once with no grace", async () => {
    const { runnable } = worker(stubborn);
    const running = runnable.run();
    await runnable.close({ graceMs: 0 });
    await running;
    expect(runnable.state).toBe("closed");
  });

  test("without a grace of its own forces at once where the runnable has none either", async () => {
    const runnable = createRunnable(stubborn, { name: "w", graceMs: 0, clock: new ManualClock() });
    const running = runnable.run();
    await runnable.close();
    await running;
    expect(runnable.state).toBe("closed");
  });

  test("may be called again: the shorter grace counts", async () => {
    const { runnable, clock } = worker(stubborn);
    const running = runnable.run();
    const closings = [runnable.close(), runnable.close({ graceMs: 20 }), runnable.close({ graceMs: 500 })];
    await clock.advance(20);
    await Promise.all([running, ...closings, runnable.close()]);
    expect(runnable.state).toBe("closed");
  });

  test("gives work up that ignores everything; run tells, close does not throw", async () => {
    const { runnable, clock } = worker(deaf);
    const running = expectCode(runnable.run(), "PROTOCOL_STOP_TIMEOUT");
    const closing = runnable.close();
    await clock.advance(110);
    await closing;
    expect((await running).message).toContain("worker 'w' did not stop within 10 ms");
    expect(runnable.state).toBe("failed");
  });

  test("before the run ends the matter", async () => {
    const { runnable } = worker(polite);
    await Promise.all([runnable.close(), runnable.close()]);
    expect(runnable.state).toBe("closed");
  });

  test("is what disposal does", async () => {
    const { runnable } = worker(polite);
    const running = runnable.run();
    await runnable[Symbol.asyncDispose]();
    await running;
    expect(runnable.state).toBe("closed");
  });

  test.each<[string, (scope: RunScope) => Promise<void>]>([
    [
      "the reason of stopping",
      async ({ stopping }) => {
        await aborted(stopping);
        stopping.throwIfAborted();
      },
    ],
    [
      "the reason of forced",
      async ({ forced }) => {
        await aborted(forced);
        forced.throwIfAborted();
      },
    ],
    [
      "an AbortError of another",
      async ({ stopping }) => {
        await aborted(stopping);
        throw new DOMException("stop", "AbortError");
      },
    ],
  ])("takes %s for a way to stop", async (_what, work) => {
    const { runnable, clock } = worker(work);
    const running = runnable.run();
    const closing = runnable.close();
    await clock.advance(100);
    await Promise.all([running, closing]);
    expect(runnable.state).toBe("closed");
  });

  test("does not hide a failure while stopping", async () => {
    const { runnable } = worker(async ({ stopping }) => {
      await aborted(stopping);
      throw new Error("lost the last message");
    });
    const running = runnable.run();
    const [outcome] = await Promise.allSettled([running, runnable.close()]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { message: "lost the last message" } });
    expect(runnable.state).toBe("failed");
  });

  test("takes an AbortError without a request to stop for a failure", async () => {
    const { runnable } = worker(() => Promise.reject(new DOMException("stop", "AbortError")));
    await expect(runnable.run()).rejects.toThrow("stop");
    expect(runnable.state).toBe("failed");
  });
});

describe("options", () => {
  test("allow no time at all", async () => {
    const clock = new ManualClock();
    const runnable = createRunnable(deaf, { name: "w", graceMs: 0, forceMs: 0, clock });
    const running = expectCode(runnable.run(), "PROTOCOL_STOP_TIMEOUT");
    const closing = runnable.close();
    await clock.advance(0);
    await closing;
    expect((await running).details).toEqual({ graceMs: 0, forceMs: 0 });
  });

  test("are checked", async () => {
    const { runnable } = worker(polite);
    await expectCode(runnable.run({ singal: 1 } as object), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(() => runnable.close({ graceMs: -1 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(
      () => createRunnable(polite, { name: "w", grace: 1 } as { name: string }),
      "PROTOCOL_UNKNOWN_OPTION",
    );
    await expectCode(() => createRunnable(polite, { name: "w", forceMs: -1 }), "PROTOCOL_INVALID_OPTION");
  });
});
