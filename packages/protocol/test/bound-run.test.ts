import { setImmediate } from "node:timers/promises";
import { ContextSlot } from "@millrace/protocol/context";
import { expect, test } from "vitest";

const outer = new ContextSlot<string>("test/outer");
const inner = new ContextSlot<number>("test/inner");

const both = (): readonly [string | undefined, number | undefined] => [outer.get(), inner.get()];
const bothLater = async (): Promise<ReturnType<typeof both>> => {
  await setImmediate();
  return both();
};

test("a bound run sets its slot for the call and what it starts, and steps back after it", async () => {
  const run = inner.bindRun();
  const [first, second] = [run(1, bothLater, undefined), run(2, bothLater, undefined)];
  expect(both()).toEqual([undefined, undefined]);
  expect(await first).toEqual([undefined, 1]);
  expect(await second).toEqual([undefined, 2]);
  expect(both()).toEqual([undefined, undefined]);
});

test("a bound run starts from the context in which it was bound, not from its caller's", async () => {
  const run = outer.run("bound here", () => inner.bindRun());
  const calls = outer.run("called here", () => {
    const seen = run(1, both, undefined);
    return [seen, both(), run(2, bothLater, undefined)] as const;
  });
  expect(calls[0]).toEqual(["bound here", 1]);
  expect(calls[1]).toEqual(["called here", undefined]);
  expect(await calls[2]).toEqual(["bound here", 2]);
  expect(both()).toEqual([undefined, undefined]);
});

test("a bound run called within itself shows the innermost value and steps back to the one before", () => {
  const run = inner.bindRun();
  const seen = run(1, () => [inner.get(), run(2, () => inner.get(), undefined), inner.get()], undefined);
  expect(seen).toEqual([1, 2, 1]);
  expect(inner.get()).toBeUndefined();
});

test("a bound run hands on its argument, the result and what is thrown", () => {
  const run = inner.bindRun();
  expect(run(1, (text: string) => `${text} ${inner.get()}`, "value")).toBe("value 1");
  const fail = (reason: string): never => {
    throw new Error(reason);
  };
  expect(() => run(1, fail, "broken")).toThrow("broken");
  expect(inner.get()).toBeUndefined();
});
