import type { Quake } from "./quake.ts";
import type { Frequency } from "./statistics.ts";

/** Milliseconds since 1970 as `2018-02-06 15:50`, UTC. */
export const dateTime = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");

export const kilometres = (depthKm: number | undefined): string =>
  depthKm === undefined ? "–" : `${Math.max(0, depthKm).toFixed(0)} km`;

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

export const plusMinus = (frequency: Frequency | undefined): string =>
  frequency === undefined ? "–" : `${frequency.b.toFixed(2)} ± ${frequency.error.toFixed(2)}`;

/** From the first to the last of quakes in the order of their times. */
export const period = (quakes: readonly Quake[]): string => {
  const [first] = quakes;
  const last = quakes.at(-1);
  if (first === undefined || last === undefined) return "No earthquakes.";
  return `${dateTime(first.time)} to ${dateTime(last.time)}, times in UTC.`;
};
