import { ManualClock } from "@millrace/protocol";
import { describe, expect, test } from "vitest";
import { Slots } from "../../src/internal/slots.ts";
import { heartbeatIntervalMs, Heartbeats } from "../../src/remote/worker/heartbeats.ts";
import { RateLimit } from "../../src/remote/worker/rate-limit.ts";

const { signal: never } = new AbortController();

describe("slots", () => {
  test("[WRK-5] are given in the order of the calls, and none is lost to one that stopped waiting", async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    expect(await slots.take(never)).toBe(true);
    const leaving = new AbortController();
    const waits = [
      slots.take(never).then(() => order.push("first")),
      slots.take(leaving.signal).then((taken) => order.push(`left ${taken}`)),
      slots.take(never).then(() => order.push("second")),
    ];
    leaving.abort();
    slots.giveBack();
    await Promise.all(waits.slice(0, 2));
    expect(order).toEqual(["left false", "first"].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    slots.giveBack();
    await waits[2];
    expect(order.at(-1)).toBe("second");
    slots.giveBack();
    expect(slots.free).toBe(1);
  });

  test("[WRK-5] are not given to who has stopped before", async () => {
    const slots = new Slots(1);
    expect(await slots.take(AbortSignal.abort())).toBe(false);
    expect(slots.free).toBe(1);
  });
});

describe("a rate", () => {
  test("[WRK-8] lets through a tenth of a second's worth at once, then so many in a second", async () => {
    const clock = new ManualClock();
    const rate = new RateLimit(20, clock);
    let passed = 0;
    for (let call = 0; call < 50; call++) void rate.take(never).then(() => passed++);
    await clock.advance(0);
    expect(passed).toBe(2);
    await clock.advance(1000);
    expect(passed).toBe(22);
    await clock.advance(500);
    expect(passed).toBe(32);
  });

  test("[WRK-8] gives to others what was given back, or what somebody stopped waiting for", async () => {
    const clock = new ManualClock();
    const rate = new RateLimit(1, clock);
    expect(await rate.take(never)).toBe(true);
    rate.giveBack();
    expect(await rate.take(never)).toBe(true);
    const leaving = new AbortController();
    const left = rate.take(leaving.signal);
    leaving.abort();
    expect(await left).toBe(false);
    let passed = false;
    void rate.take(never).then(() => (passed = true));
    await clock.advance(999);
    expect(passed).toBe(false);
    await clock.advance(1);
    expect(passed).toBe(true);
    expect(await rate.take(AbortSignal.abort())).toBe(false);
  });
});

test.each([
  [0, 30_000],
  [10_000, 8_000],
  [1, 0.8],
  [75_000, 60_000],
  [3_600_000, 60_000],
])("[WRK-10] with a heartbeat timeout of %i ms, heartbeats are %d ms apart", (timeoutMs, intervalMs) => {
  expect(heartbeatIntervalMs(timeoutMs)).toBe(intervalMs);
});

describe("heartbeats", () => {
  function setUp(): { clock: ManualClock; sent: string[]; answer: () => void; heartbeats: Heartbeats<string> } {
    const clock = new ManualClock();
    const sent: string[] = [];
    const answers: (() => void)[] = [];
    const send = (details: string): Promise<void> => {
      sent.push(details);
      return new Promise((resolve) => answers.push(resolve));
    };
    const heartbeats = new Heartbeats({ intervalMs: 100, clock, send });
    return { clock, sent, answer: () => answers.shift()?.(), heartbeats };
  }

  test("[WRK-10] the first goes out at once, and the last of those that follow when the interval has passed", async () => {
    const { clock, sent, answer, heartbeats } = setUp();
    heartbeats.record("a");
    expect(sent).toEqual(["a"]);
    answer();
    await clock.advance(10);
    heartbeats.record("b");
    heartbeats.record("c");
    await clock.advance(89);
    expect(sent).toEqual(["a"]);
    await clock.advance(1);
    expect(sent).toEqual(["a", "c"]);
    answer();
    await clock.advance(100);
    expect(sent).toEqual(["a", "c"]);
    heartbeats.record("d");
    expect(sent).toEqual(["a", "c", "d"]);
    expect(heartbeats.last).toBe("d");
  });

  test("[WRK-10] [WRK-20] none overtakes another: the next waits for the answer to the one before", async () => {
    const { clock, sent, answer, heartbeats } = setUp();
    heartbeats.record("a");
    heartbeats.record("b");
    await clock.advance(500);
    expect(sent).toEqual(["a"]);
    answer();
    await clock.advance(0);
    expect(sent).toEqual(["a", "b"]);
  });

  test("[WRK-10] flush sends what waits, after what is on its way; stop sends nothing more", async () => {
    const { clock, sent, answer, heartbeats } = setUp();
    heartbeats.record("a");
    heartbeats.record("b");
    let flushed = false;
    void heartbeats.flush().then(() => (flushed = true));
    await clock.advance(0);
    expect(sent).toEqual(["a"]);
    answer();
    await clock.advance(0);
    expect(sent).toEqual(["a", "b"]);
    expect(flushed).toBe(false);
    answer();
    await clock.advance(1000);
    expect(flushed).toBe(true);
    heartbeats.record("late");
    await clock.advance(1000);
    expect(sent).toEqual(["a", "b"]);
    expect(heartbeats.last).toBe("b");
  });

  test("[WRK-10] a flush sends nothing twice", async () => {
    const { clock, sent, answer, heartbeats } = setUp();
    heartbeats.record("a");
    answer();
    await clock.advance(0);
    await heartbeats.flush();
    expect(sent).toEqual(["a"]);
  });
});
