import type { FeedServer } from "./feed-server.ts";
import { noticedEverywhere, type Findings } from "./findings.ts";

/** Something that must hold, and whether it does. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

interface RawRecord {
  readonly id: string;
  readonly properties: { readonly mag: number; readonly type: string };
}

/** The slope of the line through the logarithms of "how many were at least as strong", by least squares. */
export function slope(magnitudes: readonly number[], from: number): number {
  const points: (readonly [x: number, y: number])[] = [];
  for (let x = from; x <= Math.max(...magnitudes) - 0.5; x += 0.1) {
    points.push([x, Math.log10(magnitudes.filter((magnitude) => magnitude >= x - 0.05).length)]);
  }
  const mean = (pick: 0 | 1): number => points.reduce((total, point) => total + point[pick], 0) / points.length;
  const [middleX, middleY] = [mean(0), mean(1)];
  const covariance = points.reduce((total, [x, y]) => total + (x - middleX) * (y - middleY), 0);
  return covariance / points.reduce((total, [x]) => total + (x - middleX) ** 2, 0);
}

/**
 * Compares what the pipeline found with what is in the records, counted here in another way and without a pipeline.
 *
 * @param text the records as the service has them
 */
export function verify(
  text: string,
  { quakes, dropped, largest, impacts, ...found }: Findings,
  feed: FeedServer,
): Check[] {
  const records = (JSON.parse(text) as { readonly features: readonly RawRecord[] }).features;
  const real = records.filter(({ properties }) => properties.type === "earthquake");
  let strongest = real[0];
  for (const record of real) if (record.properties.mag > (strongest?.properties.mag ?? 0)) strongest = record;
  const inRegions = found.regions.reduce((total, { count }) => total + count, 0);
  const inTime = Object.values(found.timeline).reduce((total, { count }) => total + count, 0);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const energies = [
    sum(real.map(({ properties }) => 10 ** (1.5 * properties.mag + 4.8))),
    sum(found.regions.map(({ energyJ }) => energyJ)),
    sum(Object.values(found.timeline).map(({ energyJ }) => energyJ)),
  ];
  const line = -slope(
    real.map(({ properties }) => properties.mag),
    noticedEverywhere,
  );
  const b = found.frequency?.b ?? 0;
  return [
    { claim: `all ${real.length} earthquakes are in the clean layer`, holds: quakes.length === real.length },
    {
      claim: `${records.length} records came in, and each was kept or dropped for a reason`,
      holds: quakes.length + sum(Object.values(dropped)) === records.length,
    },
    { claim: "the regions share out all earthquakes", holds: inRegions === real.length },
    { claim: "so does the timeline", holds: inTime === real.length },
    {
      claim: "energy is the same by record, by region and by time",
      holds: energies.every((energy) => Math.abs(energy / (energies[0] ?? 0) - 1) < 1e-9),
    },
    { claim: `the strongest is ${strongest?.id ?? "none"}`, holds: largest[0]?.id === strongest?.id },
    { claim: `b is ${b.toFixed(2)}, and between 0.6 and 1.4 as everywhere on earth`, holds: b > 0.6 && b < 1.4 },
    {
      claim: `a straight line through the counts has slope ${line.toFixed(2)}, less than 0.3 from it`,
      holds: Math.abs(line - b) < 0.3,
    },
    { claim: "each of the strongest was looked at", holds: impacts.length === largest.length },
    {
      claim: "the service was unavailable once, and was asked again",
      holds: feed.answers.feed.join() === "503,200",
    },
    {
      claim: "the service never had more than two requests at once",
      holds: feed.busiest() <= 2 && feed.answers.detail.every((status) => status === 200),
    },
    {
      claim: "an alert tells of it",
      holds: found.alert?.includes(strongest?.properties.mag.toFixed(1) ?? "none") === true,
    },
  ];
}
