import { ManualClock } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { Edge } from "../../src/embedded/pipeline/edge.ts";
import type { EdgePlan } from "../../src/embedded/spec/plan.ts";
import { Tally } from "../../src/embedded/tally.ts";
import { message, textOf } from "./parts.ts";

function edge(capacity = 100, plan: Partial<EdgePlan> = {}) {
  const tally = new Tally("v", "map");
  const clock = new ManualClock();
  const full: EdgePlan = { condition: undefined, onFull: "retryUntilSuccess", ...plan };
  return { edge: new Edge({ plan: full, capacity, tally, clock }), tally, clock };
}

describe("an edge", () => {
  it("gives what was written in its order, no more at once than asked for", async () => {
    const { edge: e } = edge();
    await e.write([message(1), message(2), message(3)]);
    expect((await e.read(2, 0))?.messages.map(textOf)).toEqual(["1", "2"]);
    expect((await e.read(2, 0))?.messages.map(textOf)).toEqual(["3"]);
    e.end();
    expect(await e.read(2, 0)).toBeUndefined();
  });

  it("gives a message the watermark that was written before it, and its own to the next", async () => {
    const { edge: e } = edge();
    await e.write([message(1, 10), message(2, 10), message(3, 20), message(4, 15), message(5)]);
    await e.write([message(6, 30), message(7, 30)]);
    const read = await e.read(10, 0);
    expect(read?.messages.map(({ watermarkMs }) => watermarkMs)).toEqual([undefined, 10, 10, 20, 20, 20, 30]);
  });

  it("gives a watermark that comes alone behind the messages that came before it", async () => {
    const { edge: e } = edge();
    await e.write([message(1, 5)]);
    e.advance(7);
    await e.write([message(2, 7)]);
    const first = await e.read(10, 0);
    expect(first).toMatchObject({ messages: [{ watermarkMs: undefined }], watermarkMs: 7 });
    const second = await e.read(10, 0);
    expect(second).toMatchObject({ messages: [{ watermarkMs: 7 }], watermarkMs: undefined });
  });

  it("hands on no watermark that is not newer", async () => {
    const { edge: e, clock } = edge();
    e.advance(7);
    e.advance(7);
    e.advance(3);
    expect(await e.read(10, 0)).toEqual({ messages: [], watermarkMs: 7 });
    const waiting = e.read(10, 100);
    await clock.advance(100);
    expect(await waiting).toEqual({ messages: [], watermarkMs: undefined });
  });

  it("makes each message one that is acknowledged by itself", async () => {
    const { edge: e } = edge();
    const parent = message(1);
    const child = message(2);
    child.origin = parent;
    await e.write([child]);
    const read = await e.read(1, 0);
    expect(read?.messages[0]?.origin).toBe(read?.messages[0]);
  });

  it("wakes a reader that waits", async () => {
    const { edge: e } = edge();
    const waiting = e.read(10, Infinity);
    await e.write([message(1)]);
    expect((await waiting)?.messages.map(textOf)).toEqual(["1"]);
    const ending = e.read(10, Infinity);
    e.end();
    expect(await ending).toBeUndefined();
  });

  it("lets a writer wait until there is room", async () => {
    const { edge: e, tally } = edge(2);
    let written: number | undefined;
    const writing = Promise.resolve(e.write([1, 2, 3, 4, 5].map((time) => message(time)))).then((n) => (written = n));
    const seen: string[] = [];
    while (seen.length < 5) {
      expect(written).toBeUndefined();
      const { messages = [] } = (await e.read(1, 0)) ?? {};
      seen.push(...messages.map(textOf));
      await new Promise(setImmediate);
      if (seen.length >= 3) break;
    }
    await writing;
    expect(written).toBe(5);
    expect((await e.read(10, 0))?.messages.map(textOf)).toEqual(["4", "5"]);
    expect(tally.stats.counters["forwarder_write_total"]).toBe(5);
    expect(tally.drops).toEqual([]);
  });

  it("discards what finds no room, if it is to", async () => {
    const { edge: e, tally } = edge(2, { onFull: "discardLatest" });
    expect(await e.write([1, 2, 3, 4].map((time) => message(time)))).toBe(2);
    expect((await e.read(10, 0))?.messages.map(textOf)).toEqual(["1", "2"]);
    expect(tally.drops).toEqual([{ vertex: "v", reason: "buffer-full", count: 2 }]);
  });

  it("lets pass what fulfils its condition, and counts the rest", async () => {
    const { edge: e, tally } = edge(10, { condition: { operator: "or", values: ["a"] } });
    expect(await e.write([message(1, 5, { tags: ["a"] }), message(2, 9, { tags: ["b"] }), message(3)])).toBe(1);
    expect(tally.drops).toEqual([{ vertex: "v", reason: "no-edge", count: 2 }]);
    await e.write([message(4, 9, { tags: ["a"] })]);
    // What did not pass has published no watermark.
    expect((await e.read(10, 0))?.messages.map(({ watermarkMs }) => watermarkMs)).toEqual([undefined, 5]);
  });

  it("that has failed tells both sides, those that wait and those that come", async () => {
    const { edge: e } = edge(1);
    const boom = new Error("boom");
    const reading = e.read(1, Infinity);
    e.fail(boom);
    await expect(reading).rejects.toBe(boom);
    await expect(e.read(1, 0)).rejects.toBe(boom);
    const { edge: full } = edge(1);
    const writing = full.write([message(1), message(2)]);
    full.fail(boom);
    await expect(writing).rejects.toBe(boom);
  });
});
