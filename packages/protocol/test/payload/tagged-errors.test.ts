import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MillraceError, ProtocolError } from "@millrace/protocol";
import { decodeTagged, encodeTagged } from "@millrace/protocol/payload";

const roundTrip = <T extends Error>(error: T): T => decodeTagged(encodeTagged(error)) as T;

describe("errors in tagged JSON", () => {
  test.each([Error, TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError])(
    "keep their class: %o",
    (ErrorClass) => {
      const error = new ErrorClass("bad", { cause: { at: new Date(1) } });
      const back = roundTrip(error);
      expect(back).toStrictEqual(error);
      expect(back).toBeInstanceOf(ErrorClass);
      expect(back.stack).toBe(error.stack);
      expect(Object.keys(back)).toEqual([]);
    },
  );

  test("keep the name of a class that is not built in, on the nearest one that is", () => {
    class HttpError extends TypeError {
      override name = "HttpError";
      readonly status = 404;
    }
    const back = roundTrip(new HttpError("not found"));
    expect(back).toBeInstanceOf(TypeError);
    expect(back).toMatchObject({ name: "HttpError", message: "not found", status: 404 });
    expect(String(back)).toBe("HttpError: not found");
  });

  test("keep code, details, retryable and causes of Millrace errors", () => {
    const root = new Error("root");
    const cause = new ProtocolError("PROTOCOL_MALFORMED", "inner", { cause: root });
    const error = new ProtocolError("PROTOCOL_DEADLINE_EXCEEDED", "slow", { cause, details: { at: new Date(1) } });
    const back = roundTrip(error);
    expect(MillraceError.is(back, "PROTOCOL_DEADLINE_EXCEEDED")).toBe(true);
    expect(back).toMatchObject({
      name: "ProtocolError",
      message: error.message,
      retryable: true,
      details: { at: new Date(1) },
      stack: error.stack,
    });
    expect(back.cause).toMatchObject({ name: "ProtocolError", code: "PROTOCOL_MALFORMED", retryable: false });
    expect("details" in (back.cause as Error)).toBe(false);
    expect((back.cause as Error).cause).toStrictEqual(root);
    expect(back.toJSON()).toEqual(error.toJSON());
  });

  test("keep the errors of an AggregateError", () => {
    const error = new AggregateError([new TypeError("a"), "b"], "both");
    const back = roundTrip(error);
    expect(back).toBeInstanceOf(AggregateError);
    expect(back.errors).toStrictEqual(error.errors);
  });

  test("keep AbortError and its like", () => {
    const error = new DOMException("stop", { name: "AbortError", cause: 1 });
    const back = roundTrip(error);
    expect(back).toBeInstanceOf(DOMException);
    expect(back).toMatchObject({ name: "AbortError", message: "stop", code: DOMException.ABORT_ERR, cause: 1 });
  });

  test("keep what Node adds, and drop what only a process can hold", async () => {
    const error: unknown = await readFile("/does/not/exist").catch((reason: unknown) => reason);
    Object.assign(error as Error, { socket: { on: () => undefined }, request: new Map() });
    const back = roundTrip(error as NodeJS.ErrnoException);
    expect(back).toMatchObject({ code: "ENOENT", errno: (error as NodeJS.ErrnoException).errno, syscall: "open" });
    expect(Object.keys(back).sort()).toEqual(["code", "errno", "path", "syscall"]);
  });

  test("tell a cause that is undefined from none", () => {
    expect("cause" in roundTrip(new Error("x"))).toBe(false);
    expect("cause" in roundTrip(new Error("x", { cause: undefined }))).toBe(true);
  });

  test("can be changed, as errors can", () => {
    const back = roundTrip(Object.defineProperty(new Error("a", { cause: 1 }), "name", { value: "Own" }));
    Object.assign(back, { message: "b", name: "c", stack: "d", cause: 2 });
    expect([back.message, back.name, back.stack, back.cause]).toEqual(["b", "c", "d", 2]);
  });

  test("do not pretend to come from the decoder when the stack was left out", () => {
    const back = decodeTagged(encodeTagged(new TypeError("bad"), { stacks: false })) as Error;
    expect(back.stack).toBe("TypeError: bad");
  });

  test("keep any message and name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (message, name) => {
        const error = Object.defineProperty(new Error(message), "name", { value: name });
        expect(roundTrip(error)).toMatchObject({ message, name });
        const coded = roundTrip(new MillraceError("TEST_CODE", message));
        expect(coded.message).toBe(`[TEST_CODE] ${message}`);
      }),
    );
  });
});
