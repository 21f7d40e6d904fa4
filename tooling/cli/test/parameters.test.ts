import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CliError, parseParameters } from "../src/index.ts";

describe("parseParameters", () => {
  it("reads JSON where it is JSON, and text elsewhere", () => {
    const texts = ["n=3", "b=true", "z=null", 'l=["a",1]', 's="3"', "t=three", "e=", "u=a=b=c", "d=2026-11-21"];
    expect(parseParameters(texts)).toEqual({
      n: 3,
      b: true,
      z: null,
      l: ["a", 1],
      s: "3",
      t: "three",
      e: "",
      u: "a=b=c",
      d: "2026-11-21",
    });
  });

  it.each([
    [["name"], "parameter 'name' has no value; write name=value"],
    [["=3"], "parameter '=3' has no name; write name=value"],
    [["a=1", "a=2"], "parameter 'a' is given twice; give it once"],
  ])("refuses %j", (texts, message) => {
    expect(() => parseParameters(texts)).toThrow(new CliError("CLI_INVALID_PARAMETER", message));
  });

  it("treats names that objects have as names", () => {
    const parameters = parseParameters(["__proto__=1", "constructor=2"]);
    expect(Object.entries(parameters)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  });

  it("gives back every JSON value that was written as one", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((name) => !name.includes("=")),
        fc.jsonValue(),
        (name, value) => {
          const parameters = parseParameters([`${name}=${JSON.stringify(value)}`]);
          expect(Object.entries(parameters)).toEqual([[name, JSON.parse(JSON.stringify(value))]]);
        },
      ),
    );
  });
});
