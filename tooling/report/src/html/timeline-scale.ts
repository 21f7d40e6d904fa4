import type { TimelineSpan } from "../html-page.ts";

/** A line of the timeline; spans that overlap get rows of their own in it. */
export interface Lane {
  readonly lane: string;
  readonly rows: readonly (readonly TimelineSpan[])[];
}

/** Lanes in the order in which they first appear; each span in the first row that is free at its start. */
export function packLanes(spans: readonly TimelineSpan[]): Lane[] {
  const lanes = new Map<string, TimelineSpan[]>();
  for (const span of spans) {
    const lane = lanes.get(span.lane);
    if (lane === undefined) lanes.set(span.lane, [span]);
    else lane.push(span);
  }
  return Array.from(lanes, ([lane, members]) => {
    const rows: TimelineSpan[][] = [];
    for (const span of members.toSorted((a, b) => a.startMs - b.startMs)) {
      const free = rows.find((row) => row.at(-1)!.endMs <= span.startMs);
      if (free === undefined) rows.push([span]);
      else free.push(span);
    }
    return { lane, rows };
  });
}

const niceSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3,
];

/** Milliseconds between two marks of an axis of that length: a round figure that gives four to eight marks. */
export function tickStep(lengthMs: number): number {
  const wanted = lengthMs / 8;
  const nice = niceSteps.find((step) => step >= wanted);
  if (nice !== undefined) return nice;
  const hours = 1800e3;
  return hours * 2 ** Math.ceil(Math.log2(wanted / hours));
}
