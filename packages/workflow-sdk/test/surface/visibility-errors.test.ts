import fc from "fast-check";
import { expect, test } from "vitest";
import { statusOf } from "./support/expect-status.ts";
import { idsOf, record, visibilityOf } from "./support/records.ts";

const visibility = visibilityOf(record("w"));
for (const type of ["Keyword", "Int", "Bool", "Datetime", "KeywordList", "Text"] as const) {
  visibility.attributes.add("default", `A${type}`, type);
}

test.each<[query: string, complaint: string]>([
  ["WorkflowId =", "malformed SQL query: syntax error: the query ends too early at position 13"],
  ["WorkflowId = 'open", "malformed SQL query: the quote ' is never closed, it opens at position 14"],
  ["WorkflowId = 'a' AND", "malformed SQL query: syntax error: the query ends too early at position 21"],
  ["WorkflowId = 'a' 'b'", "malformed SQL query: syntax error near 'b' at position 18"],
  ["(WorkflowId = 'a'", "malformed SQL query: syntax error: the query ends too early at position 18"],
  ["WorkflowId = 'a')", "malformed SQL query: syntax error near ')' at position 17"],
  ["WorkflowId ? 'a'", "malformed SQL query: syntax error near '?' at position 12"],
  ["AND = 'a'", "malformed SQL query: syntax error near 'AND' at position 1"],
  ["WorkflowId = NULL", "invalid expression: unexpected value type NULL at position 14"],
  ["WorkflowId IN ()", "malformed SQL query: syntax error near ')' at position 16"],
  ["WorkflowId BETWEEN 'a'", "malformed SQL query: syntax error: the query ends too early at position 23"],
  ["WorkflowId; DROP", "malformed SQL query: syntax error near ';' at position 11"],
  ["WorkflowId", "invalid expression: incomplete expression at position 1"],
  [
    "WorkflowId = open",
    'operation is not supported: column name on the right side of comparison expression (did you forget to quote "open"?) at position 14',
  ],
  ["1 = 1", "invalid expression: must be a column name but was '1' at position 1"],
  [
    "WorkflowId IS 'a'",
    "invalid expression: 'IS' operator can only be used as 'IS NULL' or 'IS NOT NULL' at position 15",
  ],
  ["now() > 5", "operation is not supported: function expression at position 1"],
  ["StartTime > now()", "operation is not supported: nested func at position 13"],
  [
    "WorkflowId LIKE 'a%'",
    "operation is not supported: operator 'LIKE' not supported for Keyword type search attribute 'WorkflowId' at position 1",
  ],
  ["ORDER BY StartTime", "operation is not supported: 'ORDER BY' clause at position 1"],
  ["WorkflowId = 'a' ORDER BY StartTime DESC", "operation is not supported: 'ORDER BY' clause at position 18"],
  ["WorkflowId = 'a' LIMIT 5", "operation is not supported: 'LIMIT' clause at position 18"],
  ["GROUP BY ExecutionStatus", "operation is not supported: 'GROUP BY' clause in a list at position 1"],
  [
    "GROUP BY WorkflowType",
    "operation is not supported: 'GROUP BY' clause is not supported for search attribute WorkflowType at position 10",
  ],
  [
    "GROUP BY ExecutionStatus, TaskQueue",
    "operation is not supported: 'GROUP BY' clause supports only a single field at position 1",
  ],
  ["WorkflowID = 'a'", "invalid search attribute: WorkflowID at position 1"],
  ["ExecutionStatus = 'Done'", "invalid expression: invalid ExecutionStatus value 'Done' at position 19"],
  ["ExecutionStatus = 99", "invalid expression: invalid ExecutionStatus value 99 at position 19"],
  ["StartTime > 'yesterday'", "invalid expression: unable to parse datetime 'yesterday' at position 13"],
  [
    "StartTime > '2026-02-30T00:00:00Z'",
    "invalid expression: unable to parse datetime '2026-02-30T00:00:00Z' at position 13",
  ],
  [
    "StartTime > 1.5",
    "invalid expression: invalid value type for search attribute StartTime of type Datetime: 1.5 (type: float64) at position 13",
  ],
  [
    "ExecutionDuration > 'long'",
    "invalid expression: invalid duration value for search attribute ExecutionDuration: long at position 21",
  ],
  [
    "AInt = 'five'",
    'invalid expression: invalid value type for search attribute AInt of type Int: "five" (type: string) at position 8',
  ],
  [
    "AKeyword = 5",
    "invalid expression: invalid value type for search attribute AKeyword of type Keyword: 5 (type: int64) at position 12",
  ],
  [
    "ABool = 'true'",
    'invalid expression: invalid value type for search attribute ABool of type Bool: "true" (type: string) at position 9',
  ],
  ["AText = ' '", "invalid expression: no tokens found filtering on Text type search attribute AText at position 9"],
  [
    "AText > 'a'",
    "operation is not supported: operator '>' not supported for Text type search attribute 'AText' at position 1",
  ],
  [
    "AKeywordList < 'a'",
    "operation is not supported: operator '<' not supported for KeywordList type search attribute 'AKeywordList' at position 1",
  ],
  [
    "AInt STARTS_WITH 5",
    "operation is not supported: operator 'STARTS_WITH' not supported for Int type search attribute 'AInt' at position 1",
  ],
  [
    "ABool BETWEEN true AND false",
    "invalid expression: cannot do range condition on search attribute 'ABool' of type Bool at position 1",
  ],
])("[SRV-3] `%s` is refused with its place", async (query, complaint) => {
  expect(await statusOf(() => idsOf(visibility, query))).toEqual({
    code: "InvalidArgument",
    message: `invalid query: ${complaint}`,
  });
});

test("[SRV-3] deep nesting is refused before the stack ends, and long chains are not", async () => {
  const deep = `${"(".repeat(50_000)}WorkflowId = 'w'${")".repeat(50_000)}`;
  expect(await statusOf(() => idsOf(visibility, deep))).toMatchObject({
    message: expect.stringContaining("more than 100 parentheses and NOTs inside each other at position 101") as string,
  });
  expect(await statusOf(() => idsOf(visibility, `${"NOT ".repeat(50_000)}WorkflowId = 'w'`))).toMatchObject({
    code: "InvalidArgument",
  });
  const long = Array.from({ length: 20_000 }, (_, index) => `WorkflowId = '${index}'`).join(" OR ");
  expect(idsOf(visibility, `${long} OR WorkflowId = 'w'`)).toEqual(["w"]);
});

const fragments = ["WorkflowId", "AInt", "StartTime", "=", "!=", "<", "IN", "NOT", "AND", "OR", "(", ")", ",", "'w'"];
const more = ["5", "-", "BETWEEN", "IS", "NULL", "STARTS_WITH", "GROUP", "BY", "`", "'", "\\", '"', "true", ";", "é"];

test("[SRV-3] whatever a query is made of, it is answered or refused as invalid", async () => {
  const words = fc.array(fc.constantFrom(...fragments, ...more), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(words, async (parts) => {
      // An answer reads like a refusal here, so that both are judged alike.
      const answered = { code: "InvalidArgument", message: "invalid query: none at position 1" };
      const answer = async (): Promise<typeof answered> => {
        idsOf(visibility, parts.join(" "));
        return answered;
      };
      const { code, message } = await answer().catch((error: unknown) => statusOf(() => Promise.reject(error)));
      expect([code, message]).toEqual([
        "InvalidArgument",
        expect.stringMatching(/^invalid query: .* at position \d+$/),
      ]);
    }),
    { numRuns: 2000, seed: 20261121 },
  );
});
