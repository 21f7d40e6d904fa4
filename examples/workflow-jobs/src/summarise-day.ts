import { setTimeout as pause } from "node:timers/promises";
import { activity, ApplicationFailure } from "@millrace/workflow-sdk";
import type { DaySummary, Quake } from "./quake.ts";

/** How far a job is. It travels with the heartbeats, so whoever goes on after a crash starts here. */
export interface Progress {
  readonly next: number;
  readonly summary: DaySummary;
}

/** Stands for the work that a record takes. */
const recordMs = 10;

/**
 * The job: fetch a day of quakes and look at one after the other.
 *
 * A busy archive fails the attempt, and the server tries again; since that is nothing to worry about, it is benign. Each record is followed by a heartbeat that says how
 * far the job is; the worker sends as many of them as the heartbeat timeout needs.
 */
export async function summariseDay(archive: string, day: string): Promise<DaySummary> {
  const { heartbeatDetails, signal } = activity.info();
  const quakes = await fetchDay(`${archive}/${day}`, signal);
  const [before] = heartbeatDetails as readonly [Progress?];
  let progress = before ?? {
    next: 0,
    summary: { day, quakes: 0, felt: 0, strongest: { magnitude: -Infinity, place: "" }, resumedAt: 0 },
  };
  if (before !== undefined) progress = { ...before, summary: { ...before.summary, resumedAt: before.next } };
  for (const quake of quakes.slice(progress.next)) {
    await pause(recordMs, undefined, { signal });
    progress = { next: progress.next + 1, summary: withQuake(progress.summary, quake) };
    activity.heartbeat(progress);
  }
  return progress.summary;
}

async function fetchDay(url: string, signal: AbortSignal): Promise<readonly Quake[]> {
  const response = await fetch(url, { signal });
  if (response.status === 503)
    throw new ApplicationFailure("the archive is busy", {
      type: "ArchiveBusy",
      category: "BENIGN",
    });
  if (!response.ok) {
    throw new ApplicationFailure(`the archive has no ${url}`, { type: "NoSuchDay", nonRetryable: true });
  }
  return (await response.json()) as readonly Quake[];
}

const withQuake = (summary: DaySummary, { magnitude, place }: Quake): DaySummary => ({
  ...summary,
  quakes: summary.quakes + 1,
  felt: summary.felt + (magnitude >= 4.5 ? 1 : 0),
  strongest: magnitude > summary.strongest.magnitude ? { magnitude, place } : summary.strongest,
});
