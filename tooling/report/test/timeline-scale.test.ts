import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packLanes, tickStep } from "../src/html/timeline-scale.ts";

describe("tickStep", () => {
  it("gives three to nine marks at round figures, for a millisecond and for a month", () => {
    fc.assert(
      fc.property(fc.double({ min: 8, max: 3e9, noNaN: true }), (lengthMs) => {
        const marks = Math.floor(lengthMs / tickStep(lengthMs)) + 1;
        expect(marks).toBeGreaterThanOrEqual(3);
        expect(marks).toBeLessThanOrEqual(9);
      }),
    );
    expect([8, 100, 4500, 90_000, 7_200_000].map(tickStep)).toEqual([1, 20, 1000, 15_000, 900_000]);
  });
});

describe("packLanes", () => {
  const spans = fc.array(
    fc
      .record({
        lane: fc.constantFrom("a", "b", "c"),
        status: fc.constant("succeeded" as const),
        startMs: fc.nat(100),
        lengthMs: fc.nat(40),
      })
      .map(({ lengthMs, ...span }) => ({ ...span, endMs: span.startMs + lengthMs })),
  );

  it("puts spans of a lane that overlap into rows of their own", () => {
    fc.assert(
      fc.property(spans, (all) => {
        const lanes = packLanes(all);
        expect(lanes.map(({ lane }) => lane)).toEqual([...new Set(all.map(({ lane }) => lane))]);
        expect(lanes.flatMap(({ rows }) => rows.flat())).toHaveLength(all.length);
        for (const row of lanes.flatMap(({ rows }) => rows)) {
          for (const [index, span] of row.slice(1).entries())
            expect(span.startMs).toBeGreaterThanOrEqual(row[index]!.endMs);
        }
      }),
    );
  });

  it("needs no more rows than spans overlap", () => {
    const at = (startMs: number, endMs: number) => ({ lane: "a", status: "running" as const, startMs, endMs });
    expect(packLanes([at(0, 10), at(5, 15), at(10, 20), at(15, 25)])[0]!.rows).toHaveLength(2);
  });
});
