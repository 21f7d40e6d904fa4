import { describe, expect, test } from "vitest";
import { childLogger, silentLogger, type Logger, type LogFields } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";

/** A logger as some libraries have it: methods only, which need their `this`. */
class BareLogger implements Logger {
  readonly lines: [string, LogFields, string][] = [];
  debug(fields: LogFields, message: string): void {
    this.lines.push(["debug", fields, message]);
  }
  info(fields: LogFields, message: string): void {
    this.lines.push(["info", fields, message]);
  }
  warn(fields: LogFields, message: string): void {
    this.lines.push(["warn", fields, message]);
  }
  error(fields: LogFields, message: string): void {
    this.lines.push(["error", fields, message]);
  }
}

const logAll = (logger: Logger): void => {
  logger.debug({ own: 1 }, "d");
  logger.info({ own: 2 }, "i");
  logger.warn({ own: 3 }, "w");
  logger.error({ own: 4 }, "e");
};

describe("childLogger", () => {
  test("uses the logger's own child", () => {
    const logger = memoryLogger();
    logAll(childLogger(childLogger(logger, { stage: "clean" }), { attempt: 2 }));
    expect(logger.records.map(({ level }) => level)).toEqual(["debug", "info", "warn", "error"]);
    expect(logger.records[0]?.fields).toEqual({ stage: "clean", attempt: 2, own: 1 });
  });

  test("merges where the logger has none, to any depth", () => {
    const logger = new BareLogger();
    logAll(childLogger(childLogger(logger, { stage: "clean", own: 0 }), { attempt: 2 }));
    expect(logger.lines).toEqual([
      ["debug", { stage: "clean", attempt: 2, own: 1 }, "d"],
      ["info", { stage: "clean", attempt: 2, own: 2 }, "i"],
      ["warn", { stage: "clean", attempt: 2, own: 3 }, "w"],
      ["error", { stage: "clean", attempt: 2, own: 4 }, "e"],
    ]);
  });
});

describe("silentLogger", () => {
  test("takes everything, also through children, and gives nothing", () => {
    expect(logAll(childLogger(silentLogger, { a: 1 }))).toBeUndefined();
    expect(Object.isFrozen(silentLogger)).toBe(true);
  });
});
