import { AssertionError } from "node:assert";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { ManualClock, MillraceError } from "@millrace/protocol";
import { collect, expectCode, freePort, ManualClock as SameClock } from "@millrace/protocol/testing";

describe("expectCode", () => {
  const error = new MillraceError("TEST_CODE", "x");

  test.each<[string, () => unknown]>([
    ["a promise that rejects", () => expectCode(Promise.reject(error), "TEST_CODE")],
    [
      "a function that throws",
      () =>
        expectCode(() => {
          throw error;
        }, "TEST_CODE"),
    ],
    [
      "a function that rejects",
      () =>
        expectCode(async () => {
          throw error;
        }, "TEST_CODE"),
    ],
  ])("gives the error of %s", async (_what, run) => {
    expect(await run()).toBe(error);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["no error", () => expectCode(() => 1, "TEST_CODE"), "got no error"],
    ["no rejection", () => expectCode(Promise.resolve(), "TEST_CODE"), "got no error"],
    [
      "another code",
      () =>
        expectCode(() => {
          throw error;
        }, "TEST_OTHER"),
      "got TEST_CODE",
    ],
    [
      "another error",
      () =>
        expectCode(() => {
          throw new TypeError("bad");
        }, "TEST_CODE"),
      "got TypeError: bad",
    ],
  ])("fails on %s", async (_what, run, message) => {
    const failure: unknown = await run().catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(AssertionError);
    expect((failure as AssertionError).message).toContain(message);
  });

  test("keeps the other error as the cause", async () => {
    const failure: unknown = await expectCode(() => {
      throw error;
    }, "TEST_OTHER").catch((reason: unknown) => reason);
    expect((failure as AssertionError).cause).toBe(error);
  });
});

describe("collect", () => {
  test("gives all items, of iterables of every kind", async () => {
    expect(await collect([1, 2])).toEqual([1, 2]);
    expect(
      await collect(
        (async function* () {
          yield* [1, 2];
        })(),
      ),
    ).toEqual([1, 2]);
  });

  test("closes an endless source after the first few", async () => {
    let closed = false;
    const source = (function* () {
      try {
        for (let item = 0; ; item++) yield item;
      } finally {
        closed = true;
      }
    })();
    expect(await collect(source, 3)).toEqual([0, 1, 2]);
    expect(closed).toBe(true);
    expect(await collect([1, 2], 5)).toEqual([1, 2]);
  });

  test("does not touch the source for nothing", async () => {
    const source = { [Symbol.iterator]: (): never => expect.unreachable() };
    expect(await collect(source, 0)).toEqual([]);
  });
});

describe("freePort", () => {
  test("can be listened on", async () => {
    const port = await freePort();
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    expect(server.address()).toMatchObject({ port });
    server.close();
    await once(server, "close");
  });
});

test("the manual clock is the root's", () => {
  expect(SameClock).toBe(ManualClock);
});
