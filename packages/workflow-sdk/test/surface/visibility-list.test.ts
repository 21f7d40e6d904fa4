import fc from "fast-check";
import { expect, test } from "vitest";
import { executionStatuses, type VisibilityRecord } from "../../src/embedded/visibility/record.ts";
import type { MemoryVisibility } from "../../src/embedded/visibility/memory-visibility.ts";
import { statusOf } from "./support/expect-status.ts";
import { attribute, idsOf, record, visibilityOf } from "./support/records.ts";

const everything = { kind: "workflow", namespace: "default", query: "" } as const;
const noToken = new Uint8Array();

function pagesOf(visibility: MemoryVisibility, pageSize: number): string[][] {
  const pages: string[][] = [];
  let pageToken: Uint8Array = noToken;
  do {
    const page = visibility.list({ ...everything, pageSize, pageToken });
    pages.push(page.records.map(({ runId }) => runId));
    pageToken = page.nextPageToken;
  } while (pageToken.length > 0);
  return pages;
}

test("[SRV-4] open runs come first, then the last closed; of equals the last started, then by run id", () => {
  const visibility = visibilityOf(
    record("closed early", { startTimeMs: 9, closeTimeMs: 10 }),
    record("open b", { startTimeMs: 5 }),
    record("open a", { startTimeMs: 5 }),
    record("closed late", { startTimeMs: 1, closeTimeMs: 20 }),
    record("open last", { startTimeMs: 7 }),
  );
  expect(idsOf(visibility, "")).toEqual(["open last", "open a", "open b", "closed late", "closed early"]);
});

const runs = fc.uniqueArray(
  fc.record({
    runId: fc.integer({ min: 0, max: 60 }).map(String),
    startTimeMs: fc.integer({ min: 0, max: 4 }),
    closeTimeMs: fc.option(fc.integer({ min: 4, max: 8 }), { nil: undefined }),
  }),
  { selector: ({ runId }) => runId, maxLength: 40 },
);

/** The order of lists, said in another way than the store has it. */
const inOrder = (a: VisibilityRecord, b: VisibilityRecord): number =>
  (b.closeTimeMs ?? 1e9) - (a.closeTimeMs ?? 1e9) || b.startTimeMs - a.startTimeMs || (a.runId < b.runId ? -1 : 1);

test("[SRV-4] pages of any size hold every run once, in order, whatever was written before", () => {
  fc.assert(
    fc.property(runs, runs, fc.integer({ min: 1, max: 7 }), (before, after, pageSize) => {
      const visibility = visibilityOf();
      const expected = new Map<string, VisibilityRecord>();
      for (const facts of [...before, ...after]) {
        const one = record(facts.runId, facts);
        visibility.upsert(one);
        expected.set(one.runId, one);
      }
      for (const { runId } of before.slice(0, 3)) {
        visibility.remove("workflow", "default", { id: runId, runId });
        expected.delete(runId);
      }
      const pages = pagesOf(visibility, pageSize);
      expect(pages.flat()).toEqual([...expected.values()].sort(inOrder).map(({ runId }) => runId));
      expect(pages.slice(0, -1).every(({ length }) => length === pageSize)).toBe(true);
    }),
  );
});

test("[SRV-4] a run that closes between two pages is not lost", () => {
  const visibility = visibilityOf(record("a", { startTimeMs: 3 }), record("b", { startTimeMs: 2 }));
  const first = visibility.list({ ...everything, pageSize: 1, pageToken: noToken });
  visibility.upsert(record("b", { startTimeMs: 2, closeTimeMs: 5 }));
  const second = visibility.list({ ...everything, pageSize: 1, pageToken: first.nextPageToken });
  expect([first, second].map(({ records }) => records[0]?.id)).toEqual(["a", "b"]);
});

test("[SRV-4] a page token of somebody else is refused", async () => {
  for (const text of ["no json", "[]", '["x",1,"r"]', "{}"]) {
    const pageToken = new TextEncoder().encode(text);
    const status = await statusOf(() => visibilityOf().list({ ...everything, pageSize: 1, pageToken }));
    expect(status.code).toBe("InvalidArgument");
  }
});

test("[SRV-5] what was written is read by the next call", () => {
  const visibility = visibilityOf();
  for (const status of executionStatuses) {
    visibility.upsert(record("w", { status, searchAttributes: { TemporalScheduledById: attribute(status) } }));
    expect(idsOf(visibility, `ExecutionStatus='${status}' AND TemporalScheduledById='${status}'`)).toEqual(["w"]);
  }
  visibility.remove("workflow", "default", { id: "w", runId: "w" });
  expect(idsOf(visibility, "")).toEqual([]);
});

test("[SRV-6] counts, and counts by status in the order of the statuses", () => {
  const visibility = visibilityOf(
    record("1", { status: "Failed", closeTimeMs: 5 }),
    record("2"),
    record("3"),
    record("4", { status: "Completed", closeTimeMs: 5 }),
    record("6", { status: "Completed", closeTimeMs: 5 }),
    record("5", { status: "Completed", closeTimeMs: 5, namespace: "other" }),
  );
  expect(visibility.count({ ...everything, query: "WorkflowId != '2'" })).toEqual({ count: 4, groups: [] });
  const { count, groups } = visibility.count({ ...everything, query: "RunId != '2' GROUP BY ExecutionStatus" });
  const shown = groups.map((group) => [new TextDecoder().decode(group.values[0]?.data), group.count]);
  expect([count, shown]).toEqual([
    4,
    [
      ['"Running"', 1],
      ['"Completed"', 2],
      ['"Failed"', 1],
    ],
  ]);
  expect(new TextDecoder().decode(groups[0]?.values[0]?.metadata["type"])).toBe("Keyword");
});

test("[SRV-4] namespaces do not see each other's runs", () => {
  const visibility = visibilityOf(record("mine"), record("theirs", { namespace: "other" }));
  expect(idsOf(visibility, "")).toEqual(["mine"]);
});
