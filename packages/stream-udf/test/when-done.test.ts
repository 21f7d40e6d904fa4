import { expect, onTestFinished, test } from "vitest";
import { DirectEachCaller } from "../src/embedded/direct/each-caller.ts";
import { mapDone } from "../src/internal/when-done.ts";
import { message } from "./embedded/parts.ts";

/** The rejections that nobody has handled, from now on. */
function unhandled(): unknown[] {
  const reasons: unknown[] = [];
  const listen = (reason: unknown): void => void reasons.push(reason);
  process.on("unhandledRejection", listen);
  onTestFinished(() => void process.off("unhandledRejection", listen));
  return reasons;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rejects later for `async`, and throws at once for `sync`. */
function act(what: string): string | Promise<string> {
  if (what === "sync") throw new Error("sync boom");
  return what === "async" ? turn().then(() => Promise.reject(new Error("async boom"))) : what;
}

test("plain values cost no promise", () => {
  expect(mapDone(["a", "b"], act)).toEqual(["a", "b"]);
});

test("plain values and promises keep their places", async () => {
  const later = (what: string): string | Promise<string> => (what === "a" ? turn().then(() => "A") : what);
  expect(await mapDone(["a", "b", "a"], later)).toEqual(["A", "b", "A"]);
});

test("one that rejects rejects all", async () => {
  await expect(mapDone(["a", "async", "b"], act)).rejects.toThrow("async boom");
});

test("what has begun before one throws fails unheard", async () => {
  const reasons = unhandled();
  expect(() => mapDone(["async", "a", "sync"], act)).toThrow("sync boom");
  await turn();
  await turn();
  expect(reasons).toEqual([]);
});

test("the same of the handlers of a batch", async () => {
  const reasons = unhandled();
  const handle = (_keys: readonly string[], { value }: { readonly value: Uint8Array }) => {
    const answer = act(Buffer.from(value).toString() === "1" ? "async" : "sync");
    return typeof answer === "string" ? [] : answer.then(() => []);
  };
  const options = { call: { signal: new AbortController().signal }, concurrency: 10, timeoutMs: undefined };
  const caller = new DirectEachCaller({ handle }, options);
  expect(() => caller.call([message(1), message(2)])).toThrow("sync boom");
  await turn();
  await turn();
  expect(reasons).toEqual([]);
});
