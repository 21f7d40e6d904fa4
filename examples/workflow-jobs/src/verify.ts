import type { DaySummary, Quake } from "./quake.ts";
import type { Run } from "./run.ts";

export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

/** What must be true of a run, found by plain loops over the records. */
export function verify(days: ReadonlyMap<string, readonly Quake[]>, run: Run): readonly Check[] {
  const { outcomes, interrupted, killedPid, asked } = run;
  const found = outcomes.map(({ summary }) => summary);
  const finishedByOther = outcomes.filter(({ worker }) => !worker.startsWith(`${killedPid}@`));
  return [
    { claim: "each day has one summary", holds: found.map(({ day }) => day).join() === [...days.keys()].join() },
    {
      claim: "each record was counted, and none twice",
      holds: found.every((summary) => isSummaryOf(summary, days.get(summary.day) ?? [])),
    },
    { claim: "jobs were under way when the worker was killed", holds: interrupted > 0 },
    { claim: "another worker finished what was left", holds: finishedByOther.length > 0 },
    {
      claim: "and began where the first had stopped",
      holds: finishedByOther.every(({ summary }) => summary.resumedAt >= 20 && summary.resumedAt < summary.quakes),
    },
    { claim: "an attempt was spent on the busy archive", holds: [...asked.values()].every((times) => times >= 2) },
    {
      claim: "and a further one on the worker that died",
      holds: finishedByOther.every(({ attempts }) => attempts >= 3),
    },
  ];
}

function isSummaryOf({ quakes, felt, strongest }: DaySummary, records: readonly Quake[]): boolean {
  const magnitudes = records.map(({ magnitude }) => magnitude);
  return (
    quakes === records.length &&
    felt === magnitudes.filter((magnitude) => magnitude >= 4.5).length &&
    strongest.magnitude === Math.max(...magnitudes)
  );
}
