import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { msOfInstant } from "../../src/embedded/flowing.ts";
import { ReduceStage } from "../../src/embedded/stages/reduce-stage.ts";
import { Tally } from "../../src/embedded/tally.ts";
import { answerOf, countingReduce, message, reducePlan, scope, textOf } from "./parts.ts";

function stage(more: Parameters<typeof reducePlan>[0] = {}, surroundings: Parameters<typeof scope>[0] = {}) {
  const { caller, told } = countingReduce();
  const tally = new Tally("v", "reduce");
  return { reduce: new ReduceStage(reducePlan(more), caller, tally, scope(surroundings)), told, tally };
}

describe("a window", () => {
  it("closes when the watermark reaches its end, and not before", async () => {
    const { reduce, told } = stage();
    expect(await reduce.run([message(3), message(12, 9)])).toEqual([]);
    expect(told).toEqual(["open 0-10", "open 10-20"]);
    expect((await reduce.run([message(13, 10)])).map(textOf)).toEqual(["1 in 0-10"]);
    expect(told).toEqual(["open 0-10", "open 10-20", "close 0-10"]);
  });

  it("closes later by what lateness is allowed", async () => {
    const { reduce } = stage({ allowedLatenessMs: 5 });
    expect(await reduce.run([message(3), message(14, 14)])).toEqual([]);
    expect((await reduce.run([message(15, 15)])).map(textOf)).toEqual(["1 in 0-10"]);
  });

  it("closes by a watermark that comes alone", async () => {
    const { reduce } = stage();
    await reduce.run([message(3)]);
    expect(await reduce.advance(9)).toEqual([]);
    expect((await reduce.advance(10)).map(textOf)).toEqual(["1 in 0-10"]);
    expect(await reduce.advance(10)).toEqual([]);
  });

  it("closes in the order of its end, however it was opened", async () => {
    const { reduce, told } = stage();
    await reduce.run([message(25), message(5), message(15)]);
    expect((await reduce.advance(100)).map(textOf)).toEqual(["1 in 0-10", "1 in 10-20", "1 in 20-30"]);
    expect(told.slice(3)).toEqual(["close 0-10", "close 10-20", "close 20-30"]);
  });

  it("is opened again where the documentation is followed, after it was closed", async () => {
    const { reduce } = stage({ allowedLatenessMs: 2 }, { engineQuirks: false });
    await reduce.run([message(5), message(11, 11)]);
    expect((await reduce.run([message(9, 11)])).length + (await reduce.end()).length).toBe(2);
  });

  it("gives its results the last millisecond of it as time and watermark", async () => {
    const { reduce } = stage();
    await reduce.run([message(3)]);
    const [result] = await reduce.end();
    expect(result && msOfInstant(result.eventTime)).toBe(9);
    expect(result?.watermarkMs).toBe(9);
    expect(result?.id).toBe("v-0-10-0");
  });

  it("ends with the source, or is left with its messages counted", async () => {
    const closing = stage();
    await closing.reduce.run([message(3), message(4)]);
    expect((await closing.reduce.end()).map(textOf)).toEqual(["2 in 0-10"]);
    const leaving = stage({}, { openWindows: "discard" });
    await leaving.reduce.run([message(3), message(4), message(14)]);
    expect(await leaving.reduce.end()).toEqual([]);
    expect(leaving.tally.drops).toEqual([{ vertex: "v", reason: "open-window", count: 3 }]);
    expect(leaving.told.slice(2)).toEqual(["discard 0-10", "discard 10-20"]);
  });
});

describe("the watermark behind a reduce", () => {
  it("is not known before that of the reduce is", () => {
    expect(stage().reduce.watermarkMs).toBeUndefined();
  });

  it("is held back by windows that are open", async () => {
    const { reduce } = stage();
    await reduce.run([message(3), message(25)]);
    await reduce.advance(8);
    expect(reduce.watermarkMs).toBe(8);
    await reduce.advance(9);
    expect(reduce.watermarkMs).toBe(9);
    await reduce.advance(28);
    expect(reduce.watermarkMs).toBe(28);
    await reduce.advance(29);
    expect(reduce.watermarkMs).toBe(29);
    await reduce.advance(500);
    expect(reduce.watermarkMs).toBe(500);
  });

  it("is held back by what lateness is allowed: a late message may open a window", async () => {
    const { reduce } = stage({ allowedLatenessMs: 7 });
    await reduce.run([message(3)]);
    await reduce.advance(50);
    expect(reduce.watermarkMs).toBe(43);
  });
});

describe("a message", () => {
  const late = (timeMs: number, watermarkMs: number | undefined) => {
    const flowing = message(timeMs, watermarkMs);
    flowing.isLate = true;
    return flowing;
  };

  it.each([
    ["late before any watermark", late(3, undefined), "no-valid-wm-late-message"],
    ["late beyond what is allowed", late(3, 9), "late-message"],
    ["late within what is allowed", late(5, 9), "old-message-popped-up"],
    ["not late, but older than the watermark", message(5, 9), "old-message-popped-up"],
  ])("%s is dropped, and the reason counted and told", async (_what, flowing, reason) => {
    const logger = memoryLogger();
    const { reduce, tally, told } = stage({ allowedLatenessMs: 4 }, { logger });
    expect(await reduce.run([flowing])).toEqual([]);
    expect(tally.drops).toEqual([{ vertex: "v", reason, count: 1 }]);
    expect(told).toEqual([]);
    expect(logger.records).toMatchObject([{ level: "debug", fields: { vertex: "v", reason } }]);
  });

  it.each([
    ["at the watermark", message(9, 9)],
    ["late and at the watermark", late(9, 9)],
  ])("%s counts", async (_what, flowing) => {
    const { reduce, tally } = stage();
    await reduce.run([flowing]);
    expect((await reduce.end()).map(textOf)).toEqual(["1 in 0-10"]);
    expect(tally.drops).toEqual([]);
  });

  it("that is dropped moves the watermark nevertheless", async () => {
    const { reduce } = stage();
    await reduce.run([message(5), message(5, 30)]);
    expect((await reduce.run([message(31, 30)])).map(textOf)).toEqual(["1 in 0-10"]);
  });
});

describe("a handler that fails", () => {
  const failing = (at: "open" | "add" | "close") => {
    const boom = (): never => {
      throw new Error(`boom at ${at}`);
    };
    const caller = {
      open: () =>
        at === "open"
          ? boom()
          : {
              add: () => (at === "add" ? boom() : undefined),
              ready: () => undefined,
              close: async () => (at === "close" ? boom() : [answerOf("fine")]),
              discard: () => undefined,
            },
    };
    return new ReduceStage(reducePlan(), caller, new Tally("v", "reduce"), scope());
  };

  it.each(["open", "add"] as const)("at %s is named with its place", async (at) => {
    const error = await expectCode(failing(at).run([message(3)]), "UDF_HANDLER_FAILED");
    expect(error.message).toContain(`vertex 'v' (f.yaml:3:5, udf): the handler threw: boom at ${at}`);
  });

  it("at the close of its window is named with its place", async () => {
    const reduce = failing("close");
    await reduce.run([message(3)]);
    const error = await expectCode(reduce.advance(10), "UDF_HANDLER_FAILED");
    expect(error.message).toContain("boom at close");
    expect(error.details).toMatchObject({ vertex: "v", line: 3, column: 5 });
  });
});
