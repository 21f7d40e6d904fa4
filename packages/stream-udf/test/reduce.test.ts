import type { MessageInitShape } from "@bufbuild/protobuf";
import { reduce } from "@millrace/protocol/numaflow";
import { describe, expect, test } from "vitest";
import { Message, type ReduceComponent } from "../src/index.ts";
import { serve, type Served } from "./support/serve.ts";

type Handle = ReduceComponent["handle"];
const { OPEN, APPEND, CLOSE } = reduce.ReduceRequest_WindowOperation_Event;

const window = { start: { seconds: 60n, nanos: 5 }, end: { seconds: 120n, nanos: 7 }, slot: "0" };

/** A message of the engine: an operation on the window, and a payload with these keys. */
const operation = (
  event: reduce.ReduceRequest_WindowOperation_Event,
  keys: readonly string[],
  value = "v",
  windows: readonly object[] = [window],
): MessageInitShape<typeof reduce.ReduceRequestSchema> => ({
  payload: { keys: [...keys], value: Buffer.from(value), eventTime: { seconds: 70n } },
  operation: { event, windows: windows as (typeof window)[] },
});

/** Answers with the number of messages of its keys. */
const count: Handle = async (keys, datums) => {
  let seen = 0;
  for await (const _ of datums) seen++;
  return [Message.toVtx(keys, Buffer.from(String(seen)))];
};

const serveReduce = (handle: Handle): Promise<Served> => serve({ reduce: { component: { kind: "reduce", handle } } });

/** All answers to these messages. */
async function answersTo(handle: Handle, ...messages: MessageInitShape<typeof reduce.ReduceRequestSchema>[]) {
  await using served = await serveReduce(handle);
  const call = served.engine.open(reduce.Reduce.method.reduceFn);
  call.send(...messages);
  call.halfClose();
  const answers = await call.rest();
  return { answers, status: await call.status };
}

/** Keys → value of the results, in no order. */
const resultsOf = (answers: readonly reduce.ReduceResponse[]): Record<string, string> =>
  Object.fromEntries(
    answers.flatMap(({ result }) =>
      result === undefined ? [] : [[JSON.stringify(result.keys), Buffer.from(result.value).toString()]],
    ),
  );

describe("one window", () => {
  test("[R-1] [W-20] [W-21] messages of the same keys go to one handler, until the requests end", async () => {
    const { answers, status } = await answersTo(count, operation(OPEN, ["a"]), operation(APPEND, ["a"]));
    expect(resultsOf(answers)).toEqual({ '["a"]': "2" });
    expect(status.code).toBe(0);
  });

  test("[R-2] [W-22] each list of keys has a handler of its own", async () => {
    const { answers } = await answersTo(
      count,
      ...[["a"], ["b"], ["a"], ["a", "b"], [], ["a", "b"], []].map((keys, index) =>
        operation(index === 0 ? OPEN : APPEND, keys),
      ),
    );
    expect(resultsOf(answers)).toEqual({ '["a"]': "2", '["b"]': "1", '["a","b"]': "2", "[]": "2" });
  });

  test("[R-1] a handler may change the keys that it is given", async () => {
    const changing: Handle = (keys, datums, ...more) => {
      (keys as string[]).push("total");
      return count(keys, datums, ...more);
    };
    const { answers } = await answersTo(changing, ...Array.from({ length: 4 }, () => operation(APPEND, ["a"])));
    expect(resultsOf(answers)).toEqual({ '["a","total"]': "4" });
  });

  test("[R-3] a result that drops goes out with its tag", async () => {
    const { answers } = await answersTo(() => [Message.toDrop()], operation(OPEN, ["a"]));
    expect(answers.flatMap(({ result }) => (result ? [result.tags] : []))).toEqual([["U+005C__DROP__"]]);
  });

  test("[R-4] [W-23] the end of the window comes once, and last", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => [`k${index}`]);
    const { answers } = await answersTo(count, ...keys.map((each) => operation(APPEND, each)));
    expect(answers.map(({ EOF }) => EOF)).toEqual([...keys.map(() => false), true]);
  });

  test("[R-5] [W-24] every answer names the window, to the nanosecond", async () => {
    const { answers } = await answersTo(count, operation(OPEN, ["a"]), operation(APPEND, ["b"]));
    expect(answers).toHaveLength(3);
    for (const answer of answers) expect(answer.window).toMatchObject(window);
  });

  test("[R-5] a handler is told the window", async () => {
    const { answers } = await answersTo(
      (keys, _datums, { intervalWindow }) => [
        Message.toVtx(keys, Buffer.from(`${intervalWindow.start.getTime()} ${intervalWindow.end.getTime()}`)),
      ],
      operation(OPEN, ["a"]),
    );
    expect(resultsOf(answers)).toEqual({ '["a"]': "60000 120000" });
  });

  test("[R-6] APPEND without OPEN, and OPEN twice, go to the same handler", async () => {
    const { answers } = await answersTo(count, ...[APPEND, OPEN, OPEN, APPEND].map((event) => operation(event, ["a"])));
    expect(resultsOf(answers)).toEqual({ '["a"]': "4" });
  });

  test("[R-7] CLOSE closes the window, before the requests end", async () => {
    await using served = await serveReduce(count);
    const call = served.engine.open(reduce.Reduce.method.reduceFn);
    call.send(operation(OPEN, ["a"]), { operation: { event: CLOSE, windows: [window] } });
    const answers = await call.rest();
    expect([resultsOf(answers), answers.at(-1)?.EOF]).toEqual([{ '["a"]': "1" }, true]);
    expect((await call.status).code).toBe(0);
  });

  test("[R-7] a CLOSE that is followed by the end of the requests gives one end of the window", async () => {
    const { answers } = await answersTo(count, operation(OPEN, ["a"]), {
      operation: { event: CLOSE, windows: [window] },
    });
    expect(answers.filter(({ EOF }) => EOF)).toHaveLength(1);
  });

  test.each([0, 2])("[R-8] [P-26] %i windows in an operation are refused, and the server goes on", async (number) => {
    await using served = await serveReduce(count);
    const call = served.engine.open(reduce.Reduce.method.reduceFn);
    call.send(
      operation(
        OPEN,
        ["a"],
        "v",
        Array.from({ length: number }, () => window),
      ),
    );
    const { code, details } = await call.status;
    expect([code, details]).toEqual([13, expect.stringContaining("invalid number of windows")]);
    expect(await served.engine.ready(reduce.Reduce)).toBe(true);
    expect(served.server.state).toBe("running");
  });

  test("[R-8] an operation that is missing is refused as well", async () => {
    const { status } = await answersTo(count, { payload: { keys: ["a"], value: Buffer.from("v") } });
    expect(status.code).toBe(13);
  });

  test("[R-10] keys that contain what others join them with do not meet", async () => {
    const lists = [["a:b"], ["a", "b"], ["a,b"], ['a","b'], ["a", "", "b"], [""], []];
    const { answers } = await answersTo(count, ...lists.map((keys) => operation(APPEND, keys)));
    expect(resultsOf(answers)).toEqual(Object.fromEntries(lists.map((keys) => [JSON.stringify(keys), "1"])));
  });

  test("[R-11] a handler that returns before the window closes is answered when it closes", async () => {
    const early: Handle = async (keys, datums) => {
      for await (const { value } of datums) return [Message.toVtx(keys, value)];
      return [];
    };
    await using served = await serveReduce(early);
    const call = served.engine.open(reduce.Reduce.method.reduceFn);
    call.send(...["1", "2", "3"].map((value) => operation(APPEND, ["a"], value)));
    call.halfClose();
    const answers = await call.rest();
    expect([resultsOf(answers), answers.at(-1)?.EOF]).toEqual([{ '["a"]': "1" }, true]);
  });

  test("[R-12] handlers without results give an end of the window all the same", async () => {
    const { answers } = await answersTo(() => [], operation(OPEN, ["a"]), operation(APPEND, ["b"]));
    expect(answers.map(({ EOF }) => EOF)).toEqual([true]);
  });

  test("a call without messages ends without a window", async () => {
    const { answers, status } = await answersTo(count);
    expect([answers, status.code]).toEqual([[], 0]);
  });

  test("[G-13] an operation of a kind that does not exist yet is taken for one more message", async () => {
    const { answers } = await answersTo(count, operation(OPEN, ["a"]), operation(9 as never, ["a"]));
    expect(resultsOf(answers)).toEqual({ '["a"]': "2" });
  });
});

test("[INT-4] a handler that reads slowly keeps the engine waiting, and loses nothing", async () => {
  let total = 0;
  const slow: Handle = async (_keys, datums) => {
    for await (const { value } of datums) {
      if (total % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      total += value.length;
    }
    return [Message.toAll(Buffer.from(String(total)))];
  };
  await using served = await serve({ reduce: { component: { kind: "reduce", handle: slow } }, concurrency: 10 });
  const call = served.engine.open(reduce.Reduce.method.reduceFn);
  for (let sent = 0; sent < 3000; sent++) call.send(operation(APPEND, ["a"], "x".repeat(100)));
  call.halfClose();
  expect(resultsOf(await call.rest())).toEqual({ "[]": "300000" });
});

test("[R-9] [P-27] 1000 windows are open at the same time, each a call of its own", async () => {
  await using served = await serveReduce(count);
  const windows = Array.from({ length: 1000 }, (_, index) => ({
    start: { seconds: BigInt(index * 60) },
    end: { seconds: BigInt(index * 60 + 60) },
    slot: "0",
  }));
  const calls = windows.map((each) => {
    const call = served.engine.open(reduce.Reduce.method.reduceFn);
    call.send(operation(OPEN, ["a"], "v", [each]), operation(APPEND, ["a"], "v", [each]));
    return call;
  });
  for (const call of calls) call.halfClose();
  const answers = await Promise.all(calls.map((call) => call.rest()));
  const shown = answers.map(([result, end]) => [
    Buffer.from(result?.result?.value ?? []).toString(),
    result?.window?.start?.seconds,
    end?.EOF,
  ]);
  expect(shown).toEqual(windows.map(({ start }) => ["2", start.seconds, true]));
});
