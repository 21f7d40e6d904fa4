import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { suggest } from "@millrace/protocol";

describe("suggest", () => {
  test.each([
    ["clen", ["clean", "report"], "clean"],
    ["CLEAN", ["clean"], "clean"],
    ["claen", ["clear", "clean"], "clean"],
    ["graceMS", ["signal", "graceMs"], "graceMs"],
    ["a", ["ab", "b"], "ab"],
    ["attempts", ["initialMs", "maxAttempts"], "maxAttempts"],
    ["timeout", ["timeoutMs", "timeouts"], "timeouts"],
  ])("%s among %j is %s", (name, candidates, expected) => {
    expect(suggest(name, candidates)).toBe(expected);
  });

  test.each([
    ["clean", []],
    ["clean", ["report", "rows"]],
    ["ab", ["cd"]],
    ["rows", ["rosy"]],
    ["path", ["pact", "part"]],
    ["x".repeat(101), ["x".repeat(101)]],
  ])("%s among %j is nothing", (name, candidates) => {
    expect(suggest(name, candidates)).toBeUndefined();
  });

  test("finds the name itself, if it is there", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 100 })), fc.string({ maxLength: 100 }), (others, name) => {
        const found = suggest(name, [...others, name]);
        expect(found?.toLowerCase()).toBe(name.toLowerCase());
      }),
    );
  });

  test("finds the only candidate after one slip of the finger", () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom("drop", "double", "swap", "replace"), (name, place, slip) => {
        const at = place % (name.length - 1);
        const [a = "", b = ""] = [name[at], name[at + 1]];
        const middle = { drop: b, double: a + a + b, swap: b + a, replace: `#${b}` }[slip];
        expect(suggest(name.slice(0, at) + middle + name.slice(at + 2), [name])).toBe(name);
      }),
    );
  });
});
