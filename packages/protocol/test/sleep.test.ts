import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { ManualClock, sleep, type SleepOptions } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";

describe("sleep", () => {
  test("ends when its time has come, not before", async () => {
    const clock = new ManualClock();
    let awake = false;
    const done = sleep(100, { clock }).then(() => (awake = true));
    await clock.advance(99);
    expect(awake).toBe(false);
    await clock.advance(1);
    expect(awake).toBe(true);
    await done;
  });

  test("takes the system's clock by default", async () => {
    await expect(sleep(1)).resolves.toBeUndefined();
  });

  test("rejects with the reason of its signal and leaves nothing behind", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const done = sleep(100, { clock, signal: controller.signal });
    await Promise.resolve();
    expect(clock.pendingTimers).toBe(1);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(done).rejects.toBe(reason);
    expect(clock.pendingTimers).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  test("leaves no listener behind when it ends in time", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const done = sleep(10, { clock, signal });
    await clock.advance(10);
    await done;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("does not begin when the signal has aborted before", async () => {
    const clock = new ManualClock();
    await expect(sleep(10, { clock, signal: AbortSignal.abort("why") })).rejects.toBe("why");
    expect(clock.pendingTimers).toBe(0);
  });

  test("refuses times and options that make no sense", async () => {
    await expectCode(sleep(-1), "PROTOCOL_INVALID_OPTION");
    await expectCode(sleep(1, { sginal: undefined } as SleepOptions), "PROTOCOL_UNKNOWN_OPTION");
  });
});
