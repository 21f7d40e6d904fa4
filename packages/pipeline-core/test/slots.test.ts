import { describe, expect, test } from "vitest";
import { definePipeline } from "../src/index.ts";
import { Slots } from "../src/embedded/slots.ts";
import { turn } from "./support/deferred.ts";
import { within } from "./support/within.ts";

const one = { key: "one", max: 1 };

describe("very many that wait", () => {
  test.for([{ concurrency: 1 }, { concurrency: 1, limit: one }, { limit: one }])(
    "[RULE-074] 20 000 stages get their turn, in order: %o",
    async ({ concurrency = Number.POSITIVE_INFINITY, limit }) => {
      const order: number[] = [];
      const count = 20_000;
      const pipeline = definePipeline("many", {}, (p) => {
        for (let index = 0; index < count; index++)
          p.stage(
            `s${index}`,
            {},
            () => (index === 0 ? turn() : void order.push(index)),
            limit === undefined ? {} : { limit },
          );
        return {};
      });
      const report = await within(pipeline.settled({}, { concurrency }), 20_000);
      expect(report.counts).toEqual({ succeeded: count });
      expect(order).toEqual(Array.from({ length: count - 1 }, (_, index) => index + 1));
    },
  );

  test.for([
    { run: 1, key: 1 },
    { run: 2, key: Number.POSITIVE_INFINITY },
    { run: Number.POSITIVE_INFINITY, key: 1 },
    { run: Number.POSITIVE_INFINITY, key: Number.POSITIVE_INFINITY },
  ])("[RULE-098] 20 000 items of a map without a window get their turn: %o", async ({ run, key }) => {
    const count = 20_000;
    const pipeline = definePipeline("many", {}, (p) => ({
      all: p.map(
        "all",
        Array.from({ length: count }, (_, n) => n),
        {},
        (n) => (n === 0 ? turn().then(() => n) : n),
        {
          concurrency: Number.POSITIVE_INFINITY,
          limit: { key: "one", max: key },
        },
      ),
    }));
    const { all } = await within(pipeline.run({}, { concurrency: run }), 20_000);
    expect(all).toEqual(Array.from({ length: count }, (_, n) => n));
  });

  test("give timers their turn while functions return at once", async () => {
    let timerRan = false;
    const pipeline = definePipeline("busy", {}, (p) => {
      p.stage("first", {}, () => turn(), { limit: one });
      for (let index = 0; index < 200; index++) {
        p.stage(
          `s${index}`,
          {},
          () => {
            const until = performance.now() + 0.3;
            while (performance.now() < until);
            setTimeout(() => (timerRan = true), 0);
          },
          { limit: one },
        );
      }
      return { last: p.stage("last", {}, () => timerRan, { limit: one }) };
    });
    expect(await within(pipeline.run(), 20_000)).toEqual({ last: true });
  });
});

describe("slots", () => {
  test("who waits gets its turn by its place in the queue, unless its own key is full", () => {
    const slots = new Slots(2);
    const order: string[] = [];
    const two = { key: "two", max: 2 };
    expect([slots.tryAcquire(one), slots.tryAcquire(two), slots.tryAcquire(undefined)]).toEqual([true, true, false]);
    slots.acquire(one, () => order.push("one"));
    slots.acquire(undefined, () => order.push("free"));
    slots.acquire(two, () => order.push("two"));
    slots.whenFree(() => order.push("whole run"));
    slots.release(two);
    expect(order).toEqual(["free"]);
    slots.release(one);
    expect(order).toEqual(["free", "one"]);
    slots.release(undefined);
    expect(order).toEqual(["free", "one", "two"]);
    slots.release(one);
    expect(order).toEqual(["free", "one", "two", "whole run"]);
  });

  test.for(["constructor", "__proto__", "toString"])("[RULE-074] a key may be called %s", async (key) => {
    const [maxima, limit] = [new Slots(9, JSON.parse(`{ "${key}": 2 }`) as Record<string, number>), { key, max: 1 }];
    const taken = (slots: Slots): boolean[] => [1, 2, 3].map(() => slots.tryAcquire(limit));
    expect(taken(new Slots(9))).toEqual([true, false, false]);
    expect(taken(maxima)).toEqual([true, true, false]);
    let [running, most] = [0, 0];
    const pipeline = definePipeline("named", {}, (p) => {
      for (const id of ["a", "b", "c"]) {
        p.stage(
          id,
          {},
          async () => {
            most = Math.max(most, ++running);
            await turn();
            running--;
          },
          { limit },
        );
      }
      return {};
    });
    await within(pipeline.run());
    expect(most).toBe(1);
  });
});
