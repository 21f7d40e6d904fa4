import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import {
  clientRetries,
  noRetries,
  pollRetries,
  RetryState,
  workerRetries,
  type RetryRules,
} from "../../src/remote/connection/retry-rules.ts";

const middle = (): number => 0.5;
const every = Object.values(Code).filter((code): code is Code => typeof code === "number");

/** The pauses after `count` failures with the same code; `undefined` ends them. */
function pauses(rules: RetryRules, code: Code, count: number, elapsedMs = 0): (number | undefined)[] {
  const state = new RetryState(rules, middle);
  return Array.from({ length: count }, () => {
    const pause = state.pauseAfter(new ConnectError("x", code), elapsedMs);
    return pause === undefined ? undefined : Math.round(pause);
  });
}

test("[CLI-2] a client's call is made up to 10 times, with pauses from 100 ms on that grow by 1.7 up to 5 s", () => {
  expect(pauses(clientRetries, Code.Unavailable, 10)).toEqual([
    100,
    170,
    289,
    491,
    835,
    1420,
    2414,
    4103,
    5000,
    undefined,
  ]);
});

test("[CLI-2] the pauses of a server that has too much to do begin at 1 s", () => {
  expect(pauses(clientRetries, Code.ResourceExhausted, 4)).toEqual([1000, 1700, 2890, 4913]);
});

test("[CLI-2] pauses vary by a fifth", () => {
  const pauseWith = (random: number): number | undefined =>
    new RetryState(clientRetries, () => random).pauseAfter(new ConnectError("x", Code.Unavailable), 0);
  expect(pauseWith(0)).toBeCloseTo(80);
  expect(pauseWith(1)).toBeCloseTo(120);
});

test("[CLI-3] a client calls again after these codes and no others", () => {
  const again = every.filter((code) => pauses(clientRetries, code, 1)[0] !== undefined);
  expect(again.map((code) => Code[code]).sort()).toEqual([
    "Aborted",
    "DataLoss",
    "OutOfRange",
    "ResourceExhausted",
    "Unavailable",
    "Unknown",
  ]);
});

test("[CLI-5] a worker's calls are made again after INTERNAL too, and for 10 s at most", () => {
  expect(pauses(workerRetries, Code.Internal, 1)).toEqual([100]);
  expect(pauses(workerRetries, Code.Unavailable, 1, 9_999)).toEqual([100]);
  expect(pauses(workerRetries, Code.Unavailable, 1, 10_000)).toEqual([undefined]);
});

test("[CLI-6] polls are made again without end, with pauses from 200 ms on that double up to 10 s", () => {
  const all = pauses(pollRetries, Code.Unavailable, 100, 3_600_000);
  expect(all.slice(0, 8)).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  expect(all.at(-1)).toBe(10_000);
  expect(pauses(pollRetries, Code.ResourceExhausted, 5)).toEqual([1000, 2000, 4000, 8000, 10_000]);
});

test.each([Code.NotFound, Code.PermissionDenied, Code.Unimplemented, Code.InvalidArgument, Code.Unauthenticated])(
  "[CLI-6] polls bear code %i for a minute, ten seconds apart",
  (code) => {
    expect(pauses(pollRetries, code, 2, 59_999)).toEqual([10_000, 10_000]);
    expect(pauses(pollRetries, code, 1, 60_000)).toEqual([undefined]);
  },
);

test.each([Code.Canceled, Code.DeadlineExceeded])("[CLI-6] a poll that ends by code %i was empty", (code) => {
  expect(pauses(pollRetries, code, 1)).toEqual([undefined]);
});

test.each(["grpc: received message larger than max (8 vs. 4)", "a request of 9 bytes is larger than the 4 that"])(
  "[CLI-3] a message that is too large stays so: %s",
  (text) => {
    for (const rules of [clientRetries, workerRetries, pollRetries]) {
      expect(new RetryState(rules, middle).pauseAfter(new ConnectError(text, Code.ResourceExhausted), 0)).toBe(
        undefined,
      );
    }
  },
);

test("one attempt is one", () => {
  expect(pauses(noRetries, Code.Unavailable, 1)).toEqual([undefined]);
});
