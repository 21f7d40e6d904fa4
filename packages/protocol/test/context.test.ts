import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter, once } from "node:events";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { captureContext, ContextSlot } from "@millrace/protocol/context";

const stage = new ContextSlot<string>("test/stage");
const attempt = new ContextSlot<number | undefined>("test/attempt");

describe("a context slot", () => {
  test("has a value inside run and none outside", () => {
    expect(stage.get()).toBeUndefined();
    expect(stage.run("clean", () => stage.get())).toBe("clean");
    expect(stage.get()).toBeUndefined();
  });

  test("hands arguments, results and failures through", () => {
    expect(stage.run("s", (a: number, b: number) => a + b, 1, 2)).toBe(3);
    const fail = (): never => {
      throw new Error("bad");
    };
    expect(() => stage.run("s", fail)).toThrow("bad");
    expect(stage.get()).toBeUndefined();
  });

  test.each<[string, () => Promise<unknown>]>([
    ["await", () => Promise.resolve()],
    ["a timer", () => wait(1)],
    ["an immediate", () => turn()],
    ["nextTick", () => new Promise<void>((resolve) => process.nextTick(resolve))],
    ["a microtask", () => new Promise<void>((resolve) => queueMicrotask(resolve))],
    [
      "an event",
      () => {
        const emitter = new EventEmitter();
        setImmediate(() => emitter.emit("go"));
        return once(emitter, "go");
      },
    ],
  ])("follows the flow through %s", async (_name, pause) => {
    const seen = await stage.run("clean", async () => {
      await pause();
      return stage.get();
    });
    expect(seen).toBe("clean");
  });

  test("gives the innermost value, and the outer one again afterwards", () => {
    const seen = stage.run("outer", () => [stage.get(), stage.run("inner", () => stage.get()), stage.get()]);
    expect(seen).toEqual(["outer", "inner", "outer"]);
  });

  test("keeps apart from other slots, and tells undefined from nothing", () => {
    const seen = stage.run("clean", () =>
      attempt.run(1, () => attempt.run(undefined, () => [stage.get(), attempt.get()])),
    );
    expect(seen).toEqual(["clean", undefined]);
  });

  test("is isolated between runs at the same time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(3), { maxLength: 4 }), { maxLength: 8 }), async (runs) => {
        const results = await Promise.all(
          runs.map((pauses, index) =>
            stage.run(`run ${index}`, async () => {
              const seen = [stage.get()];
              for (const turns of pauses) {
                for (let count = 0; count < turns; count++) await turn();
                seen.push(stage.get());
              }
              return seen;
            }),
          ),
        );
        for (const [index, seen] of results.entries()) expect(new Set(seen)).toEqual(new Set([`run ${index}`]));
      }),
      { numRuns: 25 },
    );
  });

  test("is the same slot for everyone who uses its name", () => {
    const again = new ContextSlot<string>("test/stage");
    expect(stage.run("clean", () => again.get())).toBe("clean");
  });
});

describe("the process's one storage", () => {
  test("is shared by a second copy of the module", async () => {
    vi.resetModules();
    const second = await import("@millrace/protocol/context");
    expect(second.ContextSlot).not.toBe(ContextSlot);
    const slot = new second.ContextSlot<string>("test/stage");
    expect(stage.run("clean", () => slot.get())).toBe("clean");
    expect(slot.run("report", () => stage.get())).toBe("report");
  });

  test("is entered through one AsyncLocalStorage, however many slots there are", () => {
    const run = vi.spyOn(AsyncLocalStorage.prototype, "run");
    try {
      const slots = Array.from({ length: 20 }, (_, index) => new ContextSlot<number>(`test/${index}`));
      for (const slot of slots) slot.run(1, () => undefined);
      expect(new Set(run.mock.contexts).size).toBe(1);
    } finally {
      run.mockRestore();
    }
  });
});

describe("captureContext", () => {
  test("brings the values of here and now to a later call from elsewhere", () => {
    const resume = stage.run("clean", () => captureContext());
    expect(stage.run("other", () => resume((add: string) => `${stage.get()}${add}`, "!"))).toBe("clean!");
  });

  test("brings the absence of values as well", () => {
    const resume = captureContext();
    expect(stage.run("other", () => resume(() => stage.get()))).toBeUndefined();
  });
});
