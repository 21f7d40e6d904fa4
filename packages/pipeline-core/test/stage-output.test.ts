import { memoryLogger, type MemoryLogger } from "@millrace/protocol/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StageOutput } from "../src/observe/stage-output.ts";
import type { StageContext } from "../src/stage-context.ts";

/** A stage that is nothing but its logger. */
function outputTo(logger: MemoryLogger): StageOutput {
  return new StageOutput({ logger } as unknown as StageContext, true);
}

const lines = (logger: MemoryLogger): readonly string[] => logger.records.map(({ message }) => message);

/** What must come out: the lines of a text, the last one only if it has anything in it. */
function linesOf(text: string): readonly string[] {
  const all = text.split("\n").map((line) => line.replace(/\r$/, ""));
  return text.endsWith("\n") || text === "" ? all.slice(0, -1) : all;
}

const printable = fc.string({
  unit: fc.oneof(fc.constantFrom("\n", "\r\n", "€", "😀", " ", "a"), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 60,
});

test("[RULE-113] however a text is cut into writes, its lines are the same", () => {
  fc.assert(
    fc.property(fc.array(printable, { maxLength: 8 }), (parts) => {
      const logger = memoryLogger();
      const output = outputTo(logger);
      for (const part of parts) output.write?.("stdout", part, undefined);
      output.flush();
      const text = parts.join("");
      // A rest of "\r" alone is an empty line without an end.
      expect(lines(logger)).toEqual(linesOf(text));
    }),
  );
});

test("[RULE-113] however the bytes of a text are cut into writes, no character is lost", () => {
  fc.assert(
    fc.property(printable, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (text, sizes) => {
      const logger = memoryLogger();
      const output = outputTo(logger);
      const bytes = Buffer.from(text);
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        output.write?.("stdout", bytes.subarray(at, at + size), undefined);
        at += size;
      }
      output.flush();
      expect(lines(logger)).toEqual(linesOf(text));
    }),
  );
});

test("the two streams have lines and levels of their own", () => {
  const logger = memoryLogger();
  const output = outputTo(logger);
  output.write?.("stdout", "to out, ", undefined);
  output.write?.("stderr", "to err\n", undefined);
  output.write?.("stdout", "once more\n", undefined);
  expect(logger.records).toEqual([
    { level: "warn", fields: { stream: "stderr" }, message: "to err" },
    { level: "info", fields: { stream: "stdout" }, message: "to out, once more" },
  ]);
});

test("half a character at the end is shown as what it is, and flushing twice writes nothing twice", () => {
  const logger = memoryLogger();
  const output = outputTo(logger);
  output.write?.("stdout", Buffer.from("€").subarray(0, 2), undefined);
  output.flush();
  output.flush();
  expect(lines(logger)).toEqual(["\ufffd"]);
});

test("the console of a stage counts, times and groups by itself", () => {
  const [left, right] = [memoryLogger(), memoryLogger()];
  const [one, other] = [outputTo(left), outputTo(right)];
  one.console.group("one");
  one.console.count();
  other.console.count();
  one.console.count();
  expect(lines(left)).toEqual(["one", "  default: 1", "  default: 2"]);
  expect(lines(right)).toEqual(["default: 1"]);
});

test("only a stage whose direct writes are captured has a place for them", () => {
  const output = new StageOutput({ logger: memoryLogger() } as unknown as StageContext, false);
  expect(output.write).toBeUndefined();
});
