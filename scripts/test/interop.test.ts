import { expect, it } from "vitest";
import { verdictOf } from "../lib/interop.mjs";

const ended = (result: unknown, code = 0) => ({
  code,
  lastLine: typeof result === "string" ? result : JSON.stringify(result),
  timedOut: false,
});
const may = { mustRun: false };
const must = { mustRun: true };

it("takes the counts of the last line", () => {
  expect(verdictOf(ended({ passed: 3, failed: 0, skipped: 1 }), must)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(verdictOf(ended({ passed: 3, failed: 2, skipped: 0 }, 1), may)).toEqual({ passed: 3, failed: 2, skipped: 0 });
});

it("lets an engine be skipped on a machine that lacks what it needs, with the reason", () => {
  const skip = ended({ passed: 0, failed: 0, skipped: 4, reason: "no Go toolchain" });
  expect(verdictOf(skip, may)).toEqual({ passed: 0, failed: 0, skipped: 4, why: "skipped: no Go toolchain" });
});

it("fails a skip of an engine that must run", () => {
  const skip = ended({ passed: 0, failed: 0, skipped: 4, reason: "no Go toolchain" });
  expect(verdictOf(skip, must)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  expect(verdictOf(skip, must).why).toContain("no Go toolchain");
});

it.each([
  ["an exit code that contradicts the counts", ended({ passed: 3, failed: 0, skipped: 0 }, 7), "exit code 7"],
  ["no result at all", ended("listening on 127.0.0.1", 0), "its last line is no result: listening on 127.0.0.1"],
  ["silence", ended("", 1), "exit code 1, and its last line is no result: (nothing)"],
  ["a result without counts", ended({ passed: 3 }), "no result"],
  ["no scenario at all", ended({ passed: 0, failed: 0, skipped: 0 }), "it ran no scenario"],
  ["a hang", { code: 1, lastLine: "", timedOut: true }, "did not end in time"],
])("fails %s", (_, outcome, why) => {
  const verdict = verdictOf(outcome, may);
  expect(verdict.failed).toBe(1);
  expect(verdict.why).toContain(why);
});
