import { expect, test } from "vitest";
import { audit, isClean, renderAudit } from "../src/audit.ts";
import type { Citation, CitationState } from "../src/citation.ts";
import type { Requirement } from "../src/manifest.ts";

const requirement = (id: string, rest: Partial<Requirement> = {}): Requirement => ({
  id,
  source: "the document",
  text: `${id} holds.`,
  ...rest,
});
const cite = (id: string, state: CitationState, where = "a.test.ts > it"): Citation => ({ id, where, state });
const auditOf = (requirements: readonly Requirement[], ...citations: readonly Citation[]) =>
  audit({ requirements, problems: [] }, citations);

test.each<CitationState>(["passed", "typed"])(
  "one test that is %s proves a requirement, whatever others did",
  (state) => {
    const result = auditOf([requirement("A-1")], cite("A-1", "failed"), cite("A-1", "skipped"), cite("A-1", state));
    expect(isClean(result)).toBe(true);
    expect(result.proved).toBe(1);
  },
);

test.each<CitationState>(["failed", "skipped", "inverted"])("a test that is %s proves nothing", (state) => {
  const result = auditOf([requirement("A-1"), requirement("A-2")], cite("A-1", state), cite("A-2", "passed"));
  expect(result.unproved).toEqual([cite("A-1", state)]);
  expect(result.uncited).toEqual([]);
  expect(result.proved).toBe(1);
  expect(isClean(result)).toBe(false);
});

test("a known failure is proved by an inverted test alone", () => {
  const known = requirement("A-1", { knownFailure: "not there yet" });
  expect(isClean(auditOf([known], cite("A-1", "inverted")))).toBe(true);
  expect(auditOf([known], cite("A-1", "passed")).unproved).toEqual([cite("A-1", "passed")]);
  expect(auditOf([known]).uncited).toEqual([known]);
});

test("a later requirement is counted and not demanded, cited or not", () => {
  const later = requirement("A-1", { later: "next year" });
  expect(auditOf([later])).toMatchObject({ uncited: [], unproved: [], later: 1, proved: 0 });
  expect(isClean(auditOf([later], cite("A-1", "skipped")))).toBe(true);
});

test("a cited id that the manifest lacks is reported, even when its test passes", () => {
  const result = auditOf([], cite("A-9", "passed"));
  expect(result.unknown).toEqual([cite("A-9", "passed")]);
  expect(isClean(result)).toBe(false);
});

test("the report of a clean audit is one line", () => {
  const result = auditOf([requirement("A-1"), requirement("A-2", { later: "soon" })], cite("A-1", "passed"));
  expect(renderAudit(result)).toBe("requirements: 1 proved by tests, 1 later");
});

test("the report lists every problem under its heading", () => {
  const result = audit(
    { requirements: [requirement("A-1"), requirement("A-2")], problems: ["A-3: 'text' must be a text"] },
    [cite("A-2", "skipped"), cite("A-9", "passed", "b.test.ts > that")],
  );
  expect(renderAudit(result).split("\n")).toEqual([
    "requirements: FAILED, 0 proved by tests, 0 later",
    "  wrong in the manifest:",
    "    A-3: 'text' must be a text",
    `  cited by no test; cite the id in the title of one, as in test("[SEED-07] …"):`,
    "    A-1  A-1 holds. (the document)",
    "  cited only by tests that prove nothing:",
    "    A-2  a.test.ts > it (skipped)",
    "  cited, but not in the manifest:",
    "    A-9  b.test.ts > that (passed)",
  ]);
});
