import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  childLogger,
  consoleLogger,
  ProtocolError,
  type ConsoleLoggerOptions,
  type LogLevel,
} from "@millrace/protocol";
import { expectCode, ManualClock } from "@millrace/protocol/testing";

const clock = new ManualClock({ nowMs: new Date(2026, 10, 21, 9, 5, 7, 42).getTime() });

/** A stream that remembers what was written to it. */
function sink(isTTY?: boolean): { stream: Writable & { isTTY?: boolean }; text: () => string } {
  const chunks: string[] = [];
  const stream: Writable & { isTTY?: boolean } = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  if (isTTY !== undefined) stream.isTTY = isTTY;
  return { stream, text: () => chunks.join("") };
}

function logOne(
  options: ConsoleLoggerOptions,
  fields: Readonly<Record<string, unknown>>,
  message = "hello",
  level: LogLevel = "info",
): string {
  const { stream, text } = sink();
  consoleLogger({ clock, stream, level: "debug", ...options })[level](fields, message);
  return text();
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("json", () => {
  const json = (fields: Readonly<Record<string, unknown>>): unknown => JSON.parse(logOne({ format: "json" }, fields));

  test("is one object a line: time, level, msg, then the fields", () => {
    expect(logOne({ format: "json" }, { a: 1 }, "two\nlines", "warn")).toBe(
      `{"time":${clock.now()},"level":"warn","msg":"two\\nlines","a":1}\n`,
    );
  });

  test("keeps fields whose names the line uses", () => {
    expect(json({ msg: "m", level: 7, time: 0 })).toEqual({
      time: clock.now(),
      level: "info",
      msg: "hello",
      msg_: "m",
      level_: 7,
      time_: 0,
    });
  });

  test("writes errors with code, details, stack and causes", () => {
    const err = new ProtocolError("PROTOCOL_CYCLE", "round", { details: { path: "$" }, cause: new TypeError("inner") });
    expect(json({ err })).toMatchObject({
      err: {
        name: "ProtocolError",
        message: "[PROTOCOL_CYCLE] round",
        code: "PROTOCOL_CYCLE",
        retryable: false,
        details: { path: "$" },
        stack: expect.stringContaining("console-logger.test.ts") as string,
        cause: { name: "TypeError", message: "inner" },
      },
    });
  });

  test("describes what JSON has no form for", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    const deep = { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: 1 } } } } } } } } } } } } };
    expect(
      json({
        big: 12n,
        circle,
        fn: function run() {},
        symbol: Symbol("s"),
        nan: Number.NaN,
        bytes: new Uint8Array(3),
        buffer: new ArrayBuffer(4),
        map: new Map([["k", 1n]]),
        set: new Set([1]),
        regexp: /x/g,
        date: new Date(0),
        nothing: undefined,
        deep,
        get bad(): unknown {
          throw new Error("no");
        },
        worse: new Proxy({}, { ownKeys: () => [].at(0) as never }),
      }),
    ).toMatchObject({
      big: "12",
      circle: { self: "[Circular]" },
      fn: "[Function run]",
      symbol: "Symbol(s)",
      nan: "NaN",
      bytes: "[Uint8Array of 3 bytes]",
      buffer: "[ArrayBuffer of 4 bytes]",
      map: [["k", "1"]],
      set: [1],
      regexp: "/x/g",
      date: "1970-01-01T00:00:00.000Z",
      bad: "[Unreadable: no]",
      worse: expect.stringMatching(/^\[Unreadable: /) as string,
    });
    expect(logOne({ format: "json" }, { deep })).toContain('"[Deep]"');
  });

  test("takes a revoked proxy for the fields themselves", () => {
    const { proxy, revoke } = Proxy.revocable<Record<string, unknown>>({}, {});
    revoke();
    expect(json(proxy)).toMatchObject({ msg: "hello", fields: expect.stringContaining("Unreadable") as string });
  });

  test("is a line of JSON whatever the fields are", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, withMap: true })),
        fc.string(),
        (fields, message) => {
          const text = logOne({ format: "json" }, fields, message);
          expect(text.indexOf("\n")).toBe(text.length - 1);
          expect(JSON.parse(text)).toMatchObject({ level: "info", msg: message });
        },
      ),
    );
  });
});

describe("pretty", () => {
  test("is a line to read", () => {
    const line = logOne({}, { stage: "clean", rows: 3, note: 'a "b"', empty: "", gone: undefined, list: [1, "x"] });
    expect(line).toBe('09:05:07.042 INFO  hello stage=clean rows=3 note="a \\"b\\"" empty="" list=[1,"x"]\n');
  });

  test("puts the stacks of an error and its causes on lines of their own", () => {
    const cause = new TypeError("inner");
    const lines = logOne({}, { err: new Error("outer", { cause }), a: 1 })
      .trimEnd()
      .split("\n");
    expect(lines[0]).toBe("09:05:07.042 INFO  hello err=outer a=1");
    expect(lines[1]).toBe("    Error: outer");
    expect(lines).toContain("    caused by TypeError: inner");
    expect(lines.slice(1).every((line) => line.startsWith("    "))).toBe(true);
  });

  test("lets no control character through", () => {
    const line = logOne({}, { key: "\u001b[2J", "\u0007": 1 }, "up\u001b[1A\u009b");
    expect(line).toBe('09:05:07.042 INFO  up\\x1b[1A\\x9b key="\\u001b[2J" \\x07=1\n');
  });

  test.each([
    { isTTY: true, noColor: "", colored: true },
    { isTTY: true, noColor: "1", colored: false },
    { isTTY: false, noColor: "", colored: false },
    { isTTY: undefined, noColor: "", colored: false },
  ])("is coloured only on a terminal, and not with NO_COLOR: %o", ({ isTTY, noColor, colored }) => {
    vi.stubEnv("NO_COLOR", noColor);
    const { stream, text } = sink(isTTY);
    consoleLogger({ stream, clock }).info({ a: 1 }, "hello");
    const line = text();
    expect(line !== stripVTControlCharacters(line)).toBe(colored);
    expect(stripVTControlCharacters(line)).toBe("09:05:07.042 INFO  hello a=1\n");
  });
});

describe("consoleLogger", () => {
  test.each([
    ["debug", ["DEBUG", "INFO", "WARN", "ERROR"]],
    [undefined, ["INFO", "WARN", "ERROR"]],
    ["warn", ["WARN", "ERROR"]],
    ["error", ["ERROR"]],
  ] as const)("drops what is below level %s", (level, written) => {
    const { stream, text } = sink();
    const logger = consoleLogger({ stream, ...(level === undefined ? {} : { level }) });
    logger.debug({}, "d");
    logger.info({}, "i");
    logger.warn({}, "w");
    logger.error({}, "e");
    expect(text().match(/DEBUG|INFO|WARN|ERROR/g)).toEqual(written);
  });

  test("adds the fields of its children", () => {
    const { stream, text } = sink();
    const child = childLogger(consoleLogger({ stream, clock }), { stage: "clean", a: 0 });
    childLogger(child, { attempt: 2 }).info({ a: 1 }, "hello");
    expect(text()).toBe("09:05:07.042 INFO  hello stage=clean a=1 attempt=2\n");
  });

  test("survives a stream that breaks, throws or is destroyed", async () => {
    const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
    const destroyed = new PassThrough().destroy();
    const throwing = Object.assign(new PassThrough(), {
      write: () => {
        throw new Error("no");
      },
    });
    for (const stream of [broken, destroyed, throwing]) {
      const logger = consoleLogger({ stream });
      logger.info({}, "one");
      // An 'error' event without a listener would end the process here.
      await new Promise((resolve) => setImmediate(resolve));
      expect(logger.info({}, "two")).toBeUndefined();
    }
  });

  test("writes to stderr unless told otherwise", () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      consoleLogger().info({}, "hello");
      expect(String(write.mock.calls[0]?.[0])).toContain("INFO");
    } finally {
      write.mockRestore();
    }
  });

  test("refuses options that it does not know", async () => {
    await expectCode(() => consoleLogger({ lvl: "info" } as ConsoleLoggerOptions), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(() => consoleLogger({ level: "trace" as LogLevel }), "PROTOCOL_INVALID_OPTION");
    await expectCode(() => consoleLogger({ format: "xml" as "json" }), "PROTOCOL_INVALID_OPTION");
  });
});
