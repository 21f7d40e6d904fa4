import { ManualClock } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SinkAnswer } from "../../src/answer.ts";
import type { Flowing } from "../../src/embedded/flowing.ts";
import type { RetryPlan, SinkPlan } from "../../src/embedded/spec/plan.ts";
import { Settlement } from "../../src/embedded/stages/settlement.ts";
import { pairUp } from "../../src/embedded/stages/sink-answers.ts";
import { SinkStage, type SinkCallers } from "../../src/embedded/stages/sink-stage.ts";
import { Tally } from "../../src/embedded/tally.ts";
import { message, part, scope } from "./parts.ts";

const retryPlan: RetryPlan = {
  intervalMs: 100,
  steps: 3,
  factor: 2,
  capMs: 1_000_000,
  jitter: 0,
  onFailure: "retry",
};

const success = ({ id }: Flowing): SinkAnswer => ({ id, status: "success" });
const failure = ({ id }: Flowing): SinkAnswer => ({ id, status: "failure", error: "no" });

/** A stage whose sink fails so often, and the times at which it was called. */
function failing(times: number, retry: Partial<RetryPlan> = {}) {
  const clock = new ManualClock();
  const calls: number[] = [];
  const fallback: string[] = [];
  const plan: SinkPlan = {
    ...part,
    name: "sink",
    does: "user",
    fallback: { ...part, name: "fallback", does: "user" },
    onSuccess: undefined,
    retry: { ...retryPlan, ...retry },
  };
  const callers: SinkCallers = {
    sink: {
      call: (batch) => {
        calls.push(clock.now());
        return batch.map(calls.length <= times ? failure : success);
      },
    },
    fallback: {
      call: (batch) => {
        fallback.push(...batch.map(({ id }) => id));
        return batch.map(success);
      },
    },
    onSuccess: undefined,
  };
  const tally = new Tally("v", "sink");
  const stage = new SinkStage(plan, callers, tally, scope({ clock }));
  const settlement = new Settlement(clock, tally);
  /** Delivers one message, and lets time go on until it is done with. */
  const deliver = async (): Promise<void> => {
    let done = false;
    const delivering = Promise.resolve(stage.deliver([message(1, undefined, { id: "m" })], settlement)).finally(
      () => (done = true),
    );
    for (let step = 0; step < 200 && !done; step++) await clock.advance(50);
    await delivering;
  };
  return { deliver, calls, fallback, tally };
}

describe("a sink that fails", () => {
  it("is tried again after a pause that grows", async () => {
    const { deliver, calls } = failing(3);
    await deliver();
    expect(calls).toEqual([0, 100, 300, 700]);
  });

  it("is tried again after no more than the cap", async () => {
    const { deliver, calls } = failing(5, { capMs: 150, steps: 10 });
    await deliver();
    expect(calls).toEqual([0, 100, 250, 400, 550, 700]);
  });

  it("is tried for ever, if it is to", async () => {
    const { deliver, calls } = failing(20, { factor: 1, onFailure: "retry" });
    await deliver();
    expect(calls).toHaveLength(21);
  });

  it("is given up after so many steps, and the message dropped or handed to the fallback sink", async () => {
    const dropping = failing(100, { onFailure: "drop" });
    await dropping.deliver();
    expect(dropping.calls).toEqual([0, 100, 300, 700]);
    expect(dropping.tally.drops).toEqual([{ vertex: "v", reason: "sink-retries", count: 1 }]);
    const falling = failing(100, { onFailure: "fallback" });
    await falling.deliver();
    expect(falling.fallback).toEqual(["m"]);
    expect(falling.tally.drops).toEqual([]);
    expect(falling.tally.stats.counters).toEqual({ forwarder_fbsink_write_total: 1 });
  });

  it("is tried at times that vary no more than the jitter says", async () => {
    const { deliver, calls } = failing(1, { jitter: 0.5, intervalMs: 100 });
    await deliver();
    expect(calls[1]).toBeGreaterThanOrEqual(100);
    expect(calls[1]).toBeLessThanOrEqual(150);
  });
});

describe("answers", () => {
  const batchOf = (ids: readonly string[]): readonly Flowing[] => ids.map((id) => message(1, undefined, { id }));
  const statuses = fc.constantFrom("success", "failure", "fallback", "nack", "onSuccess", "serve");

  it("find their messages in any order", () => {
    const answers = fc.uniqueArray(fc.record({ id: fc.string(), status: statuses }), { selector: ({ id }) => id });
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (given, order) => {
        const batch = batchOf(given.map(({ id }) => id));
        const shuffled = given
          .map((answer) => ({ answer, at: order.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ answer }) => answer);
        const pairs = pairUp(batch, shuffled);
        const all = pairs === "stored" ? batch.map((each) => [each, success(each)] as const) : pairs;
        expect(all).toHaveLength(batch.length);
        for (const [each, { id, status }] of all) {
          expect(each.id).toBe(id);
          expect(status).toBe(given.find((answer) => answer.id === id)?.status);
        }
      }),
    );
  });

  it("of success, in order, are taken at a glance", () => {
    const batch = batchOf(["a", "b"]);
    expect(pairUp(batch, batch.map(success))).toBe("stored");
    expect(pairUp(batch, [failure(batch[0] as Flowing), success(batch[1] as Flowing)])).toHaveLength(2);
    expect(pairUp([], [])).toBe("stored");
  });

  it("that are not one for each message are refused, whatever is wrong", async () => {
    const ids = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom("a", "b", "c")), ids, async (batchIds, answerIds) => {
        const batch = batchOf(batchIds);
        const answers = answerIds.map((id): SinkAnswer => ({ id, status: "success" }));
        const isRight = answerIds.toSorted().join() === batchIds.toSorted().join();
        const refused = await expectCode(() => pairUp(batch, answers), "UDF_SINK_RESPONSES").then(
          () => true,
          () => false,
        );
        expect(refused).toBe(!isRight);
      }),
    );
  });
});
