import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Line } from "./count.ts";
import { classOf, record } from "./quake.ts";
import { lateOf, type Run } from "./run.ts";

export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

/** Day and class → number of quakes, counted without any pipeline. */
export function countDirectly(records: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of records) {
    const { type, mag, time } = record.parse(JSON.parse(text)).properties;
    if (type !== "earthquake") continue;
    const key = `${new Date(time).toISOString().slice(0, 10)} ${classOf(mag)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, each) => total + each, 0);

const sorted = (lines: readonly Line[]): readonly string[] => lines.map((line) => JSON.stringify(line)).toSorted();

/** What must be true of the runs. */
export async function verify(
  records: readonly string[],
  patient: Run,
  sockets: Run,
  hasty: readonly Run[],
): Promise<readonly Check[]> {
  const direct = countDirectly(records);
  const counted = new Map(patient.lines.map((line) => [`${line.day} ${line.class}`, line.count]));
  const dropped = patient.result.dropped.find(({ reason }) => reason === "tag")?.count ?? 0;
  const quakes = sum(direct.values());
  const written = (await readFile(patient.file, "utf8")).trimEnd().split("\n");
  return [
    {
      claim: "each day and class has the count of a plain loop",
      holds: isDeepStrictEqual(sortedMap(counted), sortedMap(direct)),
    },
    { claim: "no line is written twice", holds: counted.size === patient.lines.length },
    {
      claim: `records that are no earthquakes are dropped, and nothing else`,
      holds: quakes + dropped === records.length && lateOf(patient) === 0,
    },
    {
      claim: "the file holds what the sink was given",
      holds: isDeepStrictEqual(
        written,
        patient.lines.map((line) => JSON.stringify(line)),
      ),
    },
    {
      claim: "through Unix sockets the table is the same",
      holds: isDeepStrictEqual(sorted(sockets.lines), sorted(patient.lines)),
    },
    ...hasty.map((run) => ({
      claim: `what is counted (${sum(run.lines.map(({ count }) => count))}) and what came too late (${lateOf(run)}) is everything`,
      holds: sum(run.lines.map(({ count }) => count)) + lateOf(run) === quakes,
    })),
  ];
}

const sortedMap = (map: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
