import type { Impact } from "./feed.ts";
import type { Quake } from "./quake.ts";
import { regionOf, type Region } from "./regions.ts";
import { completeness, energyOf, frequency, type Frequency } from "./statistics.ts";

/** What the week was like in one region. */
export interface RegionFindings {
  readonly region: Region;
  readonly count: number;
  readonly strongest: Quake | undefined;
  readonly medianDepthKm: number | undefined;
  readonly energyJ: number;
  /** `undefined` where there were too few quakes. */
  readonly frequency: Frequency | undefined;
}

/** Quakes and energy of six hours. */
export interface Span {
  readonly count: number;
  readonly energyJ: number;
}

/** Start of the span in milliseconds → what it held. */
export type Timeline = Readonly<Record<number, Span>>;

/** The aggregates layer: all that the report shows. */
export interface Findings {
  readonly quakes: readonly Quake[];
  readonly dropped: Readonly<Record<string, number>>;
  readonly largest: readonly Quake[];
  readonly impacts: readonly Impact[];
  readonly regions: readonly RegionFindings[];
  readonly timeline: Timeline;
  /** Of the quakes that are strong enough to be noticed wherever they are. */
  readonly frequency: Frequency | undefined;
  readonly alert: string | undefined;
}

/** A timeline before the first quake. */
export const noTimeline: Timeline = Object.freeze({});

/** Networks around the globe notice every quake from about this magnitude on. */
export const noticedEverywhere = 4.5;

/** Width of a span of the timeline. */
export const spanMs = 6 * 60 * 60_000;

export function findingsOf(region: Region, quakes: readonly Quake[]): RegionFindings {
  const own = quakes.filter((quake) => regionOf(quake) === region);
  const from = completeness(own);
  return {
    region,
    count: own.length,
    strongest: largestOf(own, 1)[0],
    medianDepthKm: own.map(({ depthKm }) => depthKm).toSorted((a, b) => a - b)[Math.floor(own.length / 2)],
    energyJ: own.reduce((total, { magnitude }) => total + energyOf(magnitude), 0),
    frequency: from === undefined ? undefined : frequency(own, from),
  };
}

/** The strongest quakes, strongest first; the earlier first where two are equal. */
export const largestOf = (quakes: readonly Quake[], count: number): readonly Quake[] =>
  quakes.toSorted((a, b) => b.magnitude - a.magnitude || a.time - b.time).slice(0, count);

/** What one quake adds to the timeline. */
export interface Release {
  readonly span: number;
  readonly energyJ: number;
}

export const releaseOf = ({ time, magnitude }: Quake): Release => ({
  span: time - (time % spanMs),
  energyJ: energyOf(magnitude),
});

export function addRelease(timeline: Timeline, { span, energyJ }: Release): Timeline {
  const { count, energyJ: before } = timeline[span] ?? { count: 0, energyJ: 0 };
  return { ...timeline, [span]: { count: count + 1, energyJ: before + energyJ } };
}

/** One sentence for who is on duty. */
export const alertOf = ([strongest]: readonly Quake[], from: number): string =>
  strongest === undefined
    ? "no earthquakes"
    : `Magnitude ${strongest.magnitude.toFixed(1)}, ${strongest.place}, ${strongest.depthKm.toFixed(0)} km deep: ` +
      `at least as strong as ${from}`;
