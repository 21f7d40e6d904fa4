import fc from "fast-check";
import { expect, test } from "vitest";
import { FifoQueue, OrderedQueue, type ReadyQueue } from "../src/embedded/ready-queue.ts";

const stages = 8;

/** What happens to a queue: a stage comes in, unless it is there already; `undefined`: the next one leaves. */
const steps = fc.array(fc.option(fc.nat(stages - 1), { nil: undefined }), { maxLength: 100 });

/** Plays the steps on a queue and on a plain list, from which `next` says who leaves first. */
function play(
  queue: ReadyQueue,
  list: readonly (number | undefined)[],
  next: (waiting: readonly number[]) => number,
): { readonly left: readonly number[]; readonly expected: readonly number[]; readonly sizes: readonly number[] } {
  const waiting: number[] = [];
  const [left, expected, sizes]: number[][] = [[], [], []];
  const leave = (): void => {
    left!.push(queue.shift());
    expected!.push(...waiting.splice(waiting.indexOf(next(waiting)), 1));
  };
  for (const step of list) {
    if (step === undefined && waiting.length > 0) leave();
    if (step !== undefined && !waiting.includes(step)) {
      waiting.push(step);
      queue.push(step);
    }
    sizes!.push(queue.size - waiting.length);
  }
  while (waiting.length > 0) leave();
  return { left: left!, expected: expected!, sizes: sizes! };
}

test("first in, first out, for as many stages as the ring holds, round after round", () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { left, expected, sizes } = play(new FifoQueue(stages), list, (waiting) => waiting[0]!);
      expect(left).toEqual(expected);
      expect(sizes.every((size) => size === 0)).toBe(true);
    }),
  );
});

test("with a limit, the stage declared first leaves first", () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { left, expected, sizes } = play(new OrderedQueue(), list, (waiting) => Math.min(...waiting));
      expect(left).toEqual(expected);
      expect(sizes.every((size) => size === 0)).toBe(true);
    }),
  );
});
