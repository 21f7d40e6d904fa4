import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { ManualClock, sleep, withDeadline, type DeadlineOptions } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";

const never = new Promise<never>(() => undefined);

describe("withDeadline", () => {
  test("gives what the work gives in time, and leaves no timer", async () => {
    const clock = new ManualClock();
    expect(await withDeadline(Promise.resolve(1), { timeoutMs: 10, clock })).toBe(1);
    expect(await withDeadline(() => 2, { timeoutMs: 10, clock })).toBe(2);
    expect(await withDeadline(async () => 3, { timeoutMs: Infinity, clock })).toBe(3);
    expect(clock.pendingTimers).toBe(0);
  });

  test("passes failures on, also synchronous ones", async () => {
    const error = new Error("bad");
    const fail = (): never => {
      throw error;
    };
    await expect(withDeadline(Promise.reject(error), { timeoutMs: 10 })).rejects.toBe(error);
    await expect(withDeadline(fail, { timeoutMs: 10 })).rejects.toBe(error);
  });

  test("names the work and the limit when it is too slow; trying again may help", async () => {
    const clock = new ManualClock();
    const expected = expectCode(
      withDeadline(never, { timeoutMs: 50, clock, name: "the handshake" }),
      "PROTOCOL_DEADLINE_EXCEEDED",
    );
    await clock.advance(50);
    const error = await expected;
    expect(error.message).toContain("the handshake took longer than 50 ms");
    expect(error).toMatchObject({ retryable: true, details: { timeoutMs: 50 } });
  });

  test("tells a function to stop, with the same error", async () => {
    const clock = new ManualClock();
    let reason: unknown;
    const work = (signal: AbortSignal): Promise<void> => {
      signal.addEventListener("abort", () => (reason = signal.reason));
      return sleep(100, { clock, signal });
    };
    const expected = expectCode(withDeadline(work, { timeoutMs: 50, clock }), "PROTOCOL_DEADLINE_EXCEEDED");
    await clock.advance(50);
    expect(reason).toBe(await expected);
    expect(clock.pendingTimers).toBe(0);
  });

  test("drops what comes too late, failures too", async () => {
    const clock = new ManualClock();
    const late = async (): Promise<void> => {
      await sleep(60, { clock });
      throw new Error("unhandled, if anything");
    };
    const expected = expectCode(withDeadline(late, { timeoutMs: 50, clock }), "PROTOCOL_DEADLINE_EXCEEDED");
    await clock.advance(100);
    expect((await expected).retryable).toBe(true);
  });

  test("ends with the reason of the caller's signal and lets go of it", async () => {
    const clock = new ManualClock();
    const { signal, abort } = ((controller) => ({
      signal: controller.signal,
      abort: (reason: unknown) => controller.abort(reason),
    }))(new AbortController());
    const waiting = withDeadline(never, { timeoutMs: 50, clock, signal });
    abort("enough");
    await expect(waiting).rejects.toBe("enough");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(clock.pendingTimers).toBe(0);
  });

  test("does not call a function for a signal that has aborted before", async () => {
    let called = false;
    const signal = AbortSignal.abort("before");
    await expect(withDeadline(() => (called = true), { timeoutMs: 50, signal })).rejects.toBe("before");
    expect(called).toBe(false);
  });

  test("refuses limits and options that make no sense", async () => {
    await expectCode(withDeadline(never, { timeoutMs: -1 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(withDeadline(never, { timeout: 1 } as unknown as DeadlineOptions), "PROTOCOL_UNKNOWN_OPTION");
  });
});
