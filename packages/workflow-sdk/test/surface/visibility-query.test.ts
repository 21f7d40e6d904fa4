import { expect, test } from "vitest";
import { attributes, idsOf, record, visibilityOf } from "./support/records.ts";

const day = Date.UTC(2026, 0, 2);

const visibility = visibilityOf(
  record("open", {
    startTimeMs: day,
    searchAttributes: attributes({
      Customer: "ann",
      Amount: 5,
      Ratio: 0.5,
      Urgent: true,
      Due: "2026-01-03T00:00:00Z",
      Tags: ["red", "blue"],
      Note: "The quick brown fox",
    }),
  }),
  record("closed", {
    type: "Bill",
    status: "Completed",
    taskQueue: "other",
    startTimeMs: day - 1,
    closeTimeMs: day + 90_000,
    executionTimeMs: day,
    historyLength: 11,
    parent: { id: "open", runId: "open" },
    root: { id: "open", runId: "open" },
    searchAttributes: attributes({ Customer: "anton", Amount: -7, Tags: ["green"], Note: "Crème brûlée" }),
  }),
  record("failed", { status: "Failed", startTimeMs: day - 2, closeTimeMs: day + 80_000, executionTimeMs: day - 2 }),
  record("scheduler", { searchAttributes: attributes({ TemporalNamespaceDivision: "TemporalScheduler" }) }),
);
const custom = {
  Customer: "Keyword",
  Amount: "Int",
  Ratio: "Double",
  Urgent: "Bool",
  Due: "Datetime",
  Tags: "KeywordList",
  Note: "Text",
} as const;
for (const [name, type] of Object.entries(custom)) visibility.attributes.add("default", name, type);

const all = ["open", "closed", "failed"];

test.each<[query: string, ids: readonly string[]]>([
  ["", all],
  ["  ", all],
  ["WorkflowId = 'open'", ["open"]],
  ['WorkflowId = "open"', ["open"]],
  ["`WorkflowId` = 'open'", ["open"]],
  ["RunId != 'open'", ["closed", "failed"]],
  ["WorkflowType = 'Bill' OR ExecutionStatus = 'Failed'", ["closed", "failed"]],
  ["WorkflowType = 'Bill' || ExecutionStatus = 'Failed'", ["closed", "failed"]],
  ["WorkflowType = 'Greet' && ExecutionStatus = 'Failed'", ["failed"]],
  ["WorkflowType='Greet' AND TaskQueue='q' AND ExecutionStatus='Running'", ["open"]],
  ["ExecutionStatus = 2", ["closed"]],
  ["ExecutionStatus = 'WORKFLOW_EXECUTION_STATUS_FAILED'", ["failed"]],
  ["ExecutionStatus IN ('Failed', 'Completed')", ["closed", "failed"]],
  ["ExecutionStatus NOT IN ('Failed')", ["open", "closed"]],
  ["NOT ExecutionStatus = 'Running'", ["closed", "failed"]],
  ["not (ExecutionStatus = 'Running' or WorkflowId = 'failed')", ["closed"]],
  ["WorkflowId = 'open' OR WorkflowId = 'closed' AND TaskQueue = 'none'", ["open"]],
  ["(WorkflowId = 'open' OR WorkflowId = 'closed') AND TaskQueue = 'other'", ["closed"]],
  ["WorkflowId STARTS_WITH 'o'", ["open"]],
  ["WorkflowId not starts_with 'o'", ["closed", "failed"]],
  ["WorkflowId > 'closed' AND WorkflowId <= 'failed'", ["failed"]],
  ["WorkflowId BETWEEN 'a' AND 'd'", ["closed"]],
  ["CloseTime IS NULL", ["open"]],
  ["CloseTime is not null", ["closed", "failed"]],
  ["StartTime = '2026-01-02T00:00:00Z'", ["open"]],
  ["StartTime < '2026-01-02T00:00:00.000Z'", ["closed", "failed"]],
  ["StartTime >= '2026-01-02T01:00:00+01:00'", ["open"]],
  [`StartTime = ${day}000000`, ["open"]],
  [`StartTime BETWEEN ${day - 1}000000 AND ${day}000000`, ["open", "closed"]],
  ["ExecutionDuration = '90s'", ["closed"]],
  ["ExecutionDuration >= '00:01:20'", ["closed", "failed"]],
  ["ExecutionDuration < 90000000000", ["failed"]],
  ["ExecutionDuration > '1m20.001s'", ["closed", "failed"]],
  ["NOT (Customer = 'ann' AND WorkflowId = 'failed')", ["open", "closed"]],
  ["NOT (Customer = 'ann' OR WorkflowId = 'none')", ["closed"]],
  ["NOT ExecutionDuration > '1d'", ["closed", "failed"]],
  ["HistoryLength > 10", ["closed"]],
  ["ParentWorkflowId = 'open' AND RootRunId = 'open'", ["closed"]],
  ["ParentWorkflowId IS NULL", ["open", "failed"]],
  ["Customer STARTS_WITH 'an'", ["open", "closed"]],
  ["Customer = 'ann'", ["open"]],
  ["Customer != 'ann'", ["closed"]],
  ["Customer IS NULL", ["failed"]],
  ["Amount < 0", ["closed"]],
  ["Amount = -7", ["closed"]],
  ["Amount > -7.5 AND Amount <> 5", ["closed"]],
  ["Amount IN (5, 6)", ["open"]],
  ["Ratio BETWEEN 0.1 AND 1e0", ["open"]],
  ["Urgent = true", ["open"]],
  ["Urgent != TRUE", []],
  ["Due = '2026-01-03T00:00:00Z'", ["open"]],
  ["Tags = 'red'", ["open"]],
  ["Tags != 'red'", ["closed", "failed"]],
  ["Tags IN ('green', 'blue')", ["open", "closed"]],
  ["Tags NOT IN ('green', 'blue')", ["failed"]],
  ["Note = 'QUICK'", ["open"]],
  ["Note = 'slow fox'", ["open"]],
  ["Note = 'brulee'", ["closed"]],
  ["Note != 'quick'", ["closed", "failed"]],
  ["TemporalNamespaceDivision = 'TemporalScheduler'", ["scheduler"]],
  ["TemporalNamespaceDivision IS NULL", all],
  ["NamespaceDivision IS NOT NULL", ["scheduler"]],
  ["TemporalWorkflowId = 'open'", ["open"]],
  ["TemporalScheduleId = 'open' OR ScheduleId = 'failed'", ["open", "failed"]],
  ["BuildIds = 'x'", []],
])("[SRV-1] `%s` finds %o", (query, ids) => {
  expect(idsOf(visibility, query)).toEqual(ids);
});

test("[SRV-1] quotes inside of texts are doubled, or stand behind a backslash", () => {
  const quoted = visibilityOf(record(`it's`), record(`"so"`));
  expect(idsOf(quoted, `WorkflowId = 'it''s'`)).toEqual([`it's`]);
  expect(idsOf(quoted, String.raw`WorkflowId = 'it\'s'`)).toEqual([`it's`]);
  expect(idsOf(quoted, `WorkflowId = '"so"'`)).toEqual([`"so"`]);
});

test("[SRV-1] 64-bit numbers are compared exactly", () => {
  const big = visibilityOf();
  big.attributes.add("default", "Big", "Int");
  for (const digits of ["9007199254740992", "9007199254740993"]) {
    const payload = attributes({ Big: 0 })["Big"];
    if (payload === undefined) throw new Error("no payload");
    payload.data = new TextEncoder().encode(digits);
    big.upsert(record(digits, { searchAttributes: { Big: payload } }));
  }
  expect(idsOf(big, "Big = 9007199254740993")).toEqual(["9007199254740993"]);
});

test("[SRV-2] activities are found by their own fields, and not among workflows", () => {
  const mixed = visibilityOf(record("w"), record("a", { kind: "activity", type: "charge", status: "Completed" }));
  expect(idsOf(mixed, "ActivityType = 'charge' AND ActivityId = 'a'", "activity")).toEqual(["a"]);
  expect(idsOf(mixed, "ExecutionStatus = 'Completed'", "activity")).toEqual(["a"]);
  expect(idsOf(mixed, "WorkflowType = 'charge'", "activity")).toEqual([]);
  expect(idsOf(mixed, "")).toEqual(["w"]);
  expect(() => idsOf(mixed, "ActivityType = 'charge'")).toThrow("invalid search attribute: ActivityType");
});

test("[SRV-1] custom attributes stand before those of the system", () => {
  const own = visibilityOf(record("w", { searchAttributes: attributes({ ScheduleId: "mine" }) }));
  own.attributes.add("default", "ScheduleId", "Keyword");
  expect(idsOf(own, "ScheduleId = 'mine'")).toEqual(["w"]);
});
