import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { errorRecord } from "../src/observe/error-record.ts";

test("[RULE-111] an error becomes type, message, code, stack and cause", () => {
  const cause = Object.assign(new TypeError("inner"), { code: "EINNER", cause: 42 });
  const error = new RangeError("outer", { cause });
  expect(errorRecord(error)).toEqual({
    type: "RangeError",
    message: "outer",
    stack: error.stack,
    cause: { type: "TypeError", message: "inner", code: "EINNER", stack: cause.stack, cause: "42" },
  });
});

test("what is no error is shown as what it is", () => {
  expect(errorRecord("text")).toEqual({ type: "string", message: "text" });
  expect(errorRecord(null)).toEqual({ type: "null", message: "null" });
  expect(errorRecord(undefined)).toEqual({ type: "undefined", message: "undefined" });
  expect(errorRecord({ a: 1 })).toEqual({ type: "object", message: '{"a":1}' });
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(errorRecord(circle)).toEqual({ type: "object", message: "[object that cannot be shown]" });
});

test("errors of another realm are errors; circles of causes end", () => {
  expect(errorRecord(runInNewContext("new TypeError('there')"))).toMatchObject({ type: "TypeError", message: "there" });
  const error = new Error("round");
  error.cause = error;
  expect(JSON.stringify(errorRecord(error)).match(/"round"/g)).toHaveLength(9);
});

test("members that throw when read are left out", () => {
  const error = Object.defineProperty(new Error("odd"), "stack", {
    get: () => {
      throw new Error("no");
    },
  });
  expect(errorRecord(error)).toEqual({ type: "Error", message: "odd" });
});

test("anything that may be thrown becomes a record of texts", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { type, message } = errorRecord(value);
      expect([typeof type, typeof message]).toEqual(["string", "string"]);
    }),
  );
});
