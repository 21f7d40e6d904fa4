import { describe, expect, test } from "vitest";
import { childLogger } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";

describe("memoryLogger", () => {
  test("keeps records of all levels, its children's with theirs fields", () => {
    const logger = memoryLogger();
    logger.debug({ a: 1 }, "one");
    childLogger(logger, { stage: "clean" }).warn({ a: 2 }, "two");
    logger.info({}, "three");
    logger.error({ error: "e" }, "four");
    expect(logger.records).toEqual([
      { level: "debug", fields: { a: 1 }, message: "one" },
      { level: "warn", fields: { stage: "clean", a: 2 }, message: "two" },
      { level: "info", fields: {}, message: "three" },
      { level: "error", fields: { error: "e" }, message: "four" },
    ]);
  });

  test("finds the first record by text, expression or function", () => {
    const logger = memoryLogger();
    logger.info({ n: 1 }, "stage clean started");
    logger.info({ n: 2 }, "stage clean ended");
    expect(logger.find("clean")?.fields).toEqual({ n: 1 });
    expect(logger.find(/ended$/)?.fields).toEqual({ n: 2 });
    expect(logger.find(({ fields }) => fields["n"] === 2)?.message).toBe("stage clean ended");
    expect(logger.find("report")).toBeUndefined();
  });

  test("is not fooled by an expression that remembers", () => {
    const logger = memoryLogger();
    logger.info({}, "clean");
    const sticky = /clean/g;
    expect([logger.find(sticky), logger.find(sticky)].map((record) => record?.message)).toEqual(["clean", "clean"]);
  });

  test("forgets when it is cleared", () => {
    const logger = memoryLogger();
    const child = childLogger(logger, { a: 1 });
    logger.info({}, "before");
    logger.clear();
    child.info({}, "after");
    expect(logger.records.map(({ message }) => message)).toEqual(["after"]);
  });
});
