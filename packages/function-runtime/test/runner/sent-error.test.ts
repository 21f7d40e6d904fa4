import { describe, expect, it } from "vitest";
import { sentErrorOf } from "../../src/embedded/runner/sent-error.ts";

describe("an error on its way out of a process", () => {
  it("brings the stacks of its causes along", () => {
    const cause = new SyntaxError("no such word");
    cause.stack = "main.ts:7\nretur 1\nSyntaxError: no such word";
    const { stack } = sentErrorOf(new Error("not loaded", { cause }));
    expect(stack).toMatch(/^Error: not loaded\n +at /);
    expect(stack).toContain(`\ncaused by ${cause.stack}`);
  });

  it("ends with causes that go round in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(sentErrorOf(error).stack?.match(/caused by/g)).toHaveLength(5);
  });
});
