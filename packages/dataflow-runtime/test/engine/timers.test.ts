import { describe, expect, test } from "vitest";
import { startTicker } from "../../src/embedded/ticker.ts";
import { clockOf2026, idle, record, start } from "./support/run.ts";

describe("timers", () => {
  test("[ENG-6] tick at once after the barrier, then at every multiple of their interval", async () => {
    const clock = clockOf2026();
    const words: string[] = [];
    const inputs = { slow: "dora/timer/millis/100", fast: "dora/timer/hz/20" };
    const running = await start({ node: { inputs, run: record(words) } }, { clock });
    await clock.advance(0);
    expect(words.toSorted()).toEqual(["fast", "slow"]);
    await clock.advance(199);
    expect(words.filter((id) => id === "fast")).toHaveLength(4);
    expect(words.filter((id) => id === "slow")).toHaveLength(2);
    await running.close();
    expect(words.at(-1)).toBe("STOP MANUAL");
  });

  test("[ENG-6] all units", async () => {
    const clock = clockOf2026();
    const inputs = {
      secs: "dora/timer/secs/1",
      millis: "dora/timer/millis/500",
      micros: "dora/timer/micros/250000",
      nanos: "dora/timer/nanos/200000000",
      hz: "dora/timer/hz/2.5",
    };
    const running = await start({ node: { inputs, run: idle } }, { clock });
    for (let step = 0; step < 20; step++) await clock.advance(50);
    const ticks = running.stats().edges.map(({ inputId, messages }) => [inputId, messages]);
    expect(Object.fromEntries(ticks)).toEqual({ secs: 2, millis: 3, micros: 5, nanos: 6, hz: 3 });
    await running.close();
  });

  test("[ENG-6] missed ticks are skipped", () => {
    let nowMs = 0;
    let timer: { delayMs: number; callback: () => void } | undefined;
    const clock = {
      now: () => nowMs,
      monotonic: () => nowMs,
      setTimer: (delayMs: number, callback: () => void) => {
        timer = { delayMs, callback };
        return () => (timer = undefined);
      },
    };
    let ticks = 0;
    const stop = startTicker(100, clock, () => ticks++);
    expect([ticks, timer?.delayMs]).toEqual([1, 100]);
    nowMs = 450;
    timer?.callback();
    expect([ticks, timer?.delayMs]).toEqual([2, 50]);
    stop();
    expect(timer).toBeUndefined();
  });

  test("[ENG-36] stopAfterMs ends a dataflow that would go on", async () => {
    const clock = clockOf2026();
    const running = await start(
      { node: { inputs: { tick: "dora/timer/secs/1" }, run: idle } },
      { clock, stopAfterMs: 5000 },
    );
    await clock.advance(6000);
    const { ok, stats } = await running.finished;
    expect(ok).toBe(true);
    expect(stats.edges[0]?.messages).toBeLessThanOrEqual(6);
  });
});
