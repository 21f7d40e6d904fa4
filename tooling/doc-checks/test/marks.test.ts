import { describe, expect, it } from "vitest";
import { parseMarks } from "../src/marks.ts";

describe("parseMarks", () => {
  const none = { fragment: false, noRun: false, output: false, file: undefined, problem: undefined };

  it.each([
    ["", none],
    ["no-run", { ...none, noRun: true }],
    ["fragment", { ...none, fragment: true }],
    ["output", { ...none, output: true }],
    ["no-run file=a.ts", { ...none, noRun: true, file: "a.ts" }],
    ["{1,3-5} [a long title] :line-numbers=2 twoslash no-run", { ...none, noRun: true }],
  ])("reads %j", (meta, marks) => {
    expect(parseMarks(meta)).toEqual(marks);
  });

  it.each([
    ["norun", "unknown mark 'norun'; did you mean 'no-run'?"],
    ["skip", "unknown mark 'skip'; known: fragment, no-run, output, file=name"],
    ["file=a/b.ts", "'file=a/b.ts' must be a plain file name"],
    ["file=", "'file=' must be a plain file name"],
  ])("refuses %j", (meta, problem) => {
    expect(parseMarks(meta).problem).toBe(problem);
  });
});
