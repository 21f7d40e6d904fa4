import { describe, expect, test } from "vitest";
import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";

describe("checkOptions", () => {
  test("lets known options, and none at all, pass", () => {
    expect(checkOptions({ a: 1, b: undefined }, ["a", "b", "c"], "f")).toBeUndefined();
    expect(checkOptions(undefined, ["a"], "f")).toBeUndefined();
    expect(checkOptions(Object.create({ inherited: 1 }) as object, [], "f")).toBeUndefined();
  });

  test("names the place, the option and the nearest known one", async () => {
    const error = await expectCode(
      () => checkOptions({ grace: 1 }, ["graceMs", "signal"], "close"),
      "PROTOCOL_UNKNOWN_OPTION",
    );
    expect(error.message).toBe("[PROTOCOL_UNKNOWN_OPTION] close has no option 'grace'; did you mean 'graceMs'?");
    expect(error.details).toEqual({ where: "close", option: "grace", allowed: ["graceMs", "signal"] });
  });

  test("lists the known options where none is near", async () => {
    const error = await expectCode(() => checkOptions({ colour: 1 }, ["a", "b"], "f"), "PROTOCOL_UNKNOWN_OPTION");
    expect(error.message).toContain("known options: a, b");
  });

  test.each([[null], [[]], [7], ["text"]])("refuses %j for an options object", async (options) => {
    await expectCode(() => checkOptions(options as object, ["a"], "f"), "PROTOCOL_INVALID_OPTION");
  });
});

describe("checkNumber", () => {
  test.each([0, 1.5, 3, Infinity])("%d is at least 0", (value) => {
    expect(checkNumber(value, "ms", "f", { min: 0 })).toBeUndefined();
  });

  test.each([
    [-1, "-1"],
    [Number.NaN, "NaN"],
    ["3", "'3'"],
    ["x".repeat(50), `'${"x".repeat(40)}…'`],
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [3n, "a bigint"],
    [{}, "an object"],
    [[], "an array"],
    [() => 1, "a function"],
  ])("%s is not, and the message says so", async (value, shown) => {
    const error = await expectCode(() => checkNumber(value, "ms", "f", { min: 0 }), "PROTOCOL_INVALID_OPTION");
    expect(error.message).toContain(`f: 'ms' must be a number of at least 0, not ${shown}`);
  });

  test.each([1.5, Infinity, 0])("%d is no whole number from 1", async (value) => {
    const error = await expectCode(
      () => checkNumber(value, "capacity", "f", { min: 1, whole: true }),
      "PROTOCOL_INVALID_OPTION",
    );
    expect(error.message).toContain("a whole number of at least 1");
  });
});

describe("checkOneOf", () => {
  test("takes the words and refuses others, listing them", async () => {
    expect(checkOneOf("a", "kind", "f", ["a", "b"])).toBeUndefined();
    const error = await expectCode(() => checkOneOf("c", "kind", "f", ["a", "b"]), "PROTOCOL_INVALID_OPTION");
    expect(error.message).toContain("f: 'kind' must be one of 'a', 'b', not 'c'");
  });
});
