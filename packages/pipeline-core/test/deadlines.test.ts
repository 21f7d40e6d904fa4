import { ManualClock } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { Deadlines, type Timed } from "../src/embedded/deadlines.ts";

/** Something that is timed; it notes when it was late. */
class Activity implements Timed {
  deadline = 0;
  readonly #clock: ManualClock;
  readonly lateAt: number[] = [];

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  expire(): void {
    this.lateAt.push(this.#clock.monotonic());
  }
}

function setUp(count: number): { clock: ManualClock; deadlines: Deadlines; activities: readonly Activity[] } {
  const clock = new ManualClock();
  return {
    clock,
    deadlines: new Deadlines(clock),
    activities: Array.from({ length: count }, () => new Activity(clock)),
  };
}

test("each activity is late at its own time, whatever the order of durations; one timer serves each duration", async () => {
  const { clock, deadlines, activities } = setUp(6);
  for (const [index, activity] of activities.entries()) {
    deadlines.add(activity, index % 2 === 0 ? 100 : 30, clock.monotonic());
    expect(clock.pendingTimers).toBe(Math.min(index + 1, 2));
    await clock.advance(10);
  }
  await clock.advance(1000);
  expect(activities.map(({ lateAt }) => lateAt)).toEqual([[100], [40], [120], [60], [140], [80]]);
  expect(clock.pendingTimers).toBe(0);
});

test("what has ended is not late, and what began again is late for its last deadline alone", async () => {
  const { clock, deadlines, activities } = setUp(3);
  const [ended, again, other] = activities as [Activity, Activity, Activity];
  for (const activity of activities) deadlines.add(activity, 100, clock.monotonic());
  await clock.advance(50);
  ended.deadline = 0;
  deadlines.add(again, 100, clock.monotonic());
  await clock.advance(1000);
  expect([ended.lateAt, again.lateAt, other.lateAt]).toEqual([[], [150], [100]]);
});

test("very many activities, one after the other and beside each other, keep their own deadlines", async () => {
  const { clock, deadlines, activities } = setUp(20_000);
  // A window of some thousands is open at any time, as in a map over a long list; every tenth never ends.
  const window = 5000;
  for (const [index, activity] of activities.entries()) {
    if (index % 100 === 0) await clock.advance(1);
    deadlines.add(activity, 1000, clock.monotonic());
    const before = activities[index - window];
    if (before !== undefined && (index - window) % 10 !== 0) before.deadline = 0;
  }
  for (const [index, activity] of activities.entries()) if (index % 10 !== 0) activity.deadline = 0;
  await clock.advance(2000);
  const expected = activities.map((_, index) => (index % 10 === 0 ? [1 + Math.floor(index / 100) + 1000] : []));
  expect(activities.map(({ lateAt }) => lateAt)).toEqual(expected);
});

test("clearing stops all timers and nothing is late any more", async () => {
  const { clock, deadlines, activities } = setUp(4);
  for (const [index, activity] of activities.entries()) deadlines.add(activity, 10 + index, clock.monotonic());
  deadlines.clear();
  expect(clock.pendingTimers).toBe(0);
  await clock.advance(1000);
  expect(activities.flatMap(({ lateAt }) => lateAt)).toEqual([]);
});
