import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BoundedQueue, type BoundedQueueOptions } from "@millrace/protocol";
import { collect, expectCode } from "@millrace/protocol/testing";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether a promise is settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const note = (): void => void (done = true);
  promise.then(note, note);
  await turn();
  return done;
}

describe("BoundedQueue", () => {
  test("hands items on in order", async () => {
    const queue = new BoundedQueue<number>({ capacity: 3 });
    await Promise.all([1, 2, 3].map((item) => queue.push(item)));
    queue.close();
    expect(await collect(queue)).toEqual([1, 2, 3]);
  });

  test("makes push wait while it is full", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    await queue.push(1);
    const second = queue.push(2);
    expect(await settled(second)).toBe(false);
    expect(queue.size).toBe(1);
    expect(await queue.take()).toEqual({ done: false, value: 1 });
    await second;
    expect(await queue.take()).toEqual({ done: false, value: 2 });
  });

  test("makes take wait while it is empty; takers get items in the order of their calls", async () => {
    const queue = new BoundedQueue<string>({ capacity: 1 });
    const takes = [queue.take(), queue.take()];
    expect(await settled(Promise.race(takes))).toBe(false);
    await queue.push("a");
    await queue.push("b");
    expect(await Promise.all(takes)).toEqual([
      { done: false, value: "a" },
      { done: false, value: "b" },
    ]);
  });

  test("delivers undefined like every other item", async () => {
    const queue = new BoundedQueue<undefined>({ capacity: 2 });
    await queue.push(undefined);
    await queue.push(undefined);
    queue.close();
    expect(await collect(queue)).toEqual([undefined, undefined]);
  });

  test("delivers after close what was pushed before, waiting pushes too, then ends", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    const pushes = [1, 2, 3].map((item) => queue.push(item));
    queue.close();
    queue.close();
    await expectCode(queue.push(4), "PROTOCOL_QUEUE_CLOSED");
    expect(await collect(queue)).toEqual([1, 2, 3]);
    await Promise.all(pushes);
    expect(await queue.take()).toEqual({ done: true, value: undefined });
  });

  test("ends waiting takers at close", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    const take = queue.take();
    queue.close();
    expect(await take).toEqual({ done: true, value: undefined });
  });

  test("fails everyone who waits, and later calls, with the first error", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    const error = new Error("broken");
    await queue.push(1);
    const waiting = queue.push(2);
    queue.fail(error);
    queue.fail(new Error("again"));
    await expect(waiting).rejects.toBe(error);
    await expect(queue.take()).rejects.toBe(error);
    await expect(queue.push(3)).rejects.toBe(error);
    expect(queue.size).toBe(0);

    const empty = new BoundedQueue<number>({ capacity: 1 });
    const taker = empty.take();
    empty.fail(error);
    await expect(taker).rejects.toBe(error);
  });

  test("lets go of its signal when it fails", () => {
    const { signal } = new AbortController();
    new BoundedQueue<number>({ capacity: 1, signal }).fail(new Error("broken"));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("cannot fail when it is at its end", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    queue.close();
    queue.fail(new Error("too late"));
    expect(await queue.take()).toEqual({ done: true, value: undefined });
  });

  test("tells producers when the consumer leaves its loop", async () => {
    const queue = new BoundedQueue<number>({ capacity: 1 });
    const pushes = Promise.allSettled([1, 2, 3].map((item) => queue.push(item)));
    expect(await collect(queue, 1)).toEqual([1]);
    const error = await expectCode(queue.push(4), "PROTOCOL_QUEUE_CLOSED");
    expect(error.message).toContain("the consumer left");
    expect((await pushes).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  });

  test("fails with the reason of its signal and lets go of it", async () => {
    const controller = new AbortController();
    const queue = new BoundedQueue<number>({ capacity: 1, signal: controller.signal });
    const take = queue.take();
    controller.abort("enough");
    await expect(take).rejects.toBe("enough");
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    const late = new BoundedQueue<number>({ capacity: 1, signal: controller.signal });
    await expect(late.push(1)).rejects.toBe("enough");
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  test.each(["empty", "filled", "with a waiting push"])("lets go of its signal when it ends %s", async (how) => {
    const { signal } = new AbortController();
    const queue = new BoundedQueue<number>({ capacity: 1, signal });
    if (how !== "empty") await queue.push(1);
    const waiting = how === "with a waiting push" ? queue.push(2) : undefined;
    queue.close();
    await collect(queue);
    await waiting;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("checks its options", async () => {
    for (const capacity of [0, 1.5, Number.NaN]) {
      await expectCode(() => new BoundedQueue({ capacity }), "PROTOCOL_INVALID_OPTION");
    }
    await expectCode(() => new BoundedQueue({ size: 1 } as unknown as BoundedQueueOptions), "PROTOCOL_UNKNOWN_OPTION");
  });

  test("keeps order and bound whatever producers and consumers do", async () => {
    const steps = fc.array(fc.constantFrom("push", "take", "turn"), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (all, capacity) => {
        const queue = new BoundedQueue<number>({ capacity });
        const pushes: Promise<void>[] = [];
        const takes: Promise<IteratorResult<number, undefined>>[] = [];
        for (const step of all) {
          if (step === "push") pushes.push(queue.push(pushes.length));
          else if (step === "take") takes.push(queue.take());
          else await turn();
          expect(queue.size).toBeLessThanOrEqual(capacity);
        }
        queue.close();
        const taken = (await Promise.all(takes)).flatMap(({ done, value }) => (done ? [] : [value]));
        expect([...taken, ...(await collect(queue))]).toEqual([...pushes.keys()]);
        await Promise.all(pushes);
      }),
    );
  });
});
