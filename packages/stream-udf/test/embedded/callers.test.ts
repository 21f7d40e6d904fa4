import { ManualClock } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { Message, type Datum, type MapComponent, type ReduceComponent } from "../../src/index.ts";
import { DirectEachCaller } from "../../src/embedded/direct/each-caller.ts";
import { within } from "../../src/embedded/direct/handler-limit.ts";
import { DirectReduceCaller } from "../../src/embedded/direct/reduce-caller.ts";
import { Flowing, instantOfMs } from "../../src/embedded/flowing.ts";
import { message } from "./parts.ts";

const call = { signal: new AbortController().signal };
const options = { call, concurrency: 100, timeoutMs: undefined };
const echo = (datum: Datum): readonly Message[] => [Message.toVtx([], datum.value)];

describe("a caller of maps", () => {
  it("makes no promise where the handler makes none", () => {
    const component: MapComponent = { kind: "map", handle: (_keys, datum) => echo(datum) };
    const answers = new DirectEachCaller(component, options).call([message(1), message(2)]);
    expect(answers).not.toBeInstanceOf(Promise);
    expect(answers).toMatchObject([[{ value: Buffer.from("1") }], [{ value: Buffer.from("2") }]]);
  });

  it("waits only for those that take their time", async () => {
    const component: MapComponent = {
      kind: "map",
      handle: (_keys, datum) => (datum.value.length > 1 ? Promise.resolve(echo(datum)) : echo(datum)),
    };
    const answers = await new DirectEachCaller(component, options).call([message(1), message(22), message(3)]);
    expect(answers.map(([first]) => Buffer.from(first?.value ?? []).toString())).toEqual(["1", "22", "3"]);
  });

  it("keeps `this` of a component that is an object of a class", () => {
    class Counting implements MapComponent {
      readonly kind = "map";
      #count = 0;

      handle(_keys: readonly string[], datum: Datum): readonly Message[] {
        this.#count++;
        return [Message.toVtx([String(this.#count)], datum.value)];
      }
    }
    const answers = new DirectEachCaller(new Counting(), options).call([message(1), message(2)]);
    expect(answers).toMatchObject([[{ keys: ["1"] }], [{ keys: ["2"] }]]);
  });

  it("stops at the first failure of a few at once", async () => {
    const started: string[] = [];
    const component: MapComponent = {
      kind: "map",
      handle: async (_keys, datum) => {
        started.push(Buffer.from(datum.value).toString());
        await Promise.resolve();
        if (started.length === 2) throw new Error("boom");
        return echo(datum);
      },
    };
    const caller = new DirectEachCaller(component, { ...options, concurrency: 1 });
    await expect(caller.call([message(1), message(2), message(3)])).rejects.toThrow("boom");
    expect(started).toEqual(["1", "2"]);
  });
});

describe("a limit of time", () => {
  it("lets pass what is in time, and leaves no timer behind", async () => {
    const clock = new ManualClock();
    expect(await within({ timeoutMs: 100, clock }, Promise.resolve("in time"))).toBe("in time");
    expect(clock.pendingTimers).toBe(0);
    await expect(within({ timeoutMs: 100, clock }, Promise.reject(new Error("boom")))).rejects.toThrow("boom");
    expect(clock.pendingTimers).toBe(0);
  });

  it("refuses what is late", async () => {
    const clock = new ManualClock();
    const late = within({ timeoutMs: 100, clock }, new Promise(() => undefined));
    const refused = expectCode(late, "UDF_HANDLER_TIMEOUT");
    await clock.advance(100);
    expect((await refused).details).toEqual({ timeoutMs: 100 });
  });

  it("is none where none is given", async () => {
    const promise = Promise.resolve(1);
    expect(within({ timeoutMs: undefined }, promise)).toBe(promise);
    expect(await promise).toBe(1);
  });
});

describe("a caller of reduces", () => {
  const keyed = (keys: readonly string[]): Flowing => new Flowing("id", keys, Buffer.from("v"), instantOfMs(1));
  const window = { startMs: 0, endMs: 10 };

  const counting: ReduceComponent = {
    kind: "reduce",
    handle: async (keys, datums, { intervalWindow }) => {
      let n = 0;
      for await (const datum of datums) n += datum.value.length;
      return [Message.toVtx(keys, Buffer.from(`${n} until ${intervalWindow.end.getTime()}`))];
    },
  };

  it("calls the handler once for each list of keys", async () => {
    const caller = new DirectReduceCaller(counting, options).open(window);
    for (const keys of [["a"], ["b"], ["a"], ["a", "b"], []]) caller.add(keyed(keys));
    const answers = await caller.close();
    expect(answers.map(({ keys, value }) => `${keys.join("+")} ${Buffer.from(value).toString()}`).toSorted()).toEqual([
      " 1 until 10",
      "a 2 until 10",
      "a+b 1 until 10",
      "b 1 until 10",
    ]);
  });

  it("gives the handler keys that it may change", async () => {
    const changing: ReduceComponent = {
      kind: "reduce",
      handle: (keys, ...more) => {
        (keys as string[]).push("total");
        return counting.handle(keys, ...more);
      },
    };
    const caller = new DirectReduceCaller(changing, options).open(window);
    for (let n = 0; n < 4; n++) caller.add(keyed(["a"]));
    expect((await caller.close()).map(({ keys, value }) => [keys, Buffer.from(value).toString()])).toEqual([
      [["a", "total"], "4 until 10"],
    ]);
  });

  it("lets the engine wait while handlers have much to read", async () => {
    const caller = new DirectReduceCaller(counting, options).open(window);
    let waited = 0;
    for (let n = 0; n < 3000; n++) {
      caller.add(keyed([String(n % 3)]));
      const ready = caller.ready();
      if (ready === undefined) continue;
      waited++;
      await ready;
    }
    expect(waited).toBeGreaterThan(1);
    expect(waited).toBeLessThan(10);
    expect(await caller.close()).toHaveLength(3);
  });

  it("does not wait for ever for a handler that reads nothing", async () => {
    const clock = new ManualClock();
    const deaf: ReduceComponent = { kind: "reduce", handle: () => new Promise(() => undefined) };
    const caller = new DirectReduceCaller(deaf, { call, timeoutMs: 50, clock }).open(window);
    for (let n = 0; n < 1000; n++) caller.add(keyed([]));
    const refused = expectCode(caller.ready() ?? Promise.resolve(), "UDF_HANDLER_TIMEOUT");
    await clock.advance(50);
    expect((await refused).message).toContain("50 ms");
  });

  it("tells of a failure at the next occasion, and again at the close", async () => {
    const boom = new Error("boom");
    const failing: ReduceComponent = {
      kind: "reduce",
      handle: () => {
        throw boom;
      },
    };
    const caller = new DirectReduceCaller(failing, options).open(window);
    caller.add(keyed([]));
    await new Promise(setImmediate);
    expect(() => caller.ready()).toThrow(boom);
    await expect(caller.close()).rejects.toBe(boom);
  });

  it("tells handlers whose window will never close", async () => {
    const reason = new Error("left");
    const heard: unknown[] = [];
    const listening: ReduceComponent = {
      kind: "reduce",
      handle: async (_keys, datums) => {
        try {
          for await (const _datum of datums) continue;
        } catch (error) {
          heard.push(error);
        }
        return [];
      },
    };
    const caller = new DirectReduceCaller(listening, options).open(window);
    caller.add(keyed(["a"]));
    caller.add(keyed(["b"]));
    await new Promise(setImmediate);
    caller.discard(reason);
    await new Promise(setImmediate);
    expect(heard).toEqual([reason, reason]);
  });
});
