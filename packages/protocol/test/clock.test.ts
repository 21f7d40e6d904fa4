import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "@millrace/protocol";

describe("systemClock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("tells wall time and monotonic time", () => {
    const start = systemClock.monotonic();
    vi.advanceTimersByTime(250);
    expect(systemClock.now()).toBe(1250);
    expect(systemClock.monotonic() - start).toBe(250);
  });

  test("calls back once, after the delay", () => {
    const callback = vi.fn<() => void>();
    systemClock.setTimer(100, callback);
    vi.advanceTimersByTime(99);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(callback).toHaveBeenCalledOnce();
  });

  test("does not call back after cancelling, and cancelling again is harmless", () => {
    const callback = vi.fn<() => void>();
    const cancel = systemClock.setTimer(100, callback);
    cancel();
    cancel();
    vi.advanceTimersByTime(1000);
    expect(callback).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("keeps delays that are longer than a timeout can be", () => {
    const callback = vi.fn<() => void>();
    const days = 60 * 24 * 3600 * 1000;
    systemClock.setTimer(days, callback);
    vi.advanceTimersByTime(days - 1);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  test("cancels a long delay after its first part", () => {
    const callback = vi.fn<() => void>();
    const cancel = systemClock.setTimer(Infinity, callback);
    vi.advanceTimersByTime(2 ** 32);
    cancel();
    expect(vi.getTimerCount()).toBe(0);
    expect(callback).not.toHaveBeenCalled();
  });
});
