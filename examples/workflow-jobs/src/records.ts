import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Quake } from "./quake.ts";

interface Feature {
  readonly id: string;
  readonly properties: { readonly time: number; readonly mag: number | null; readonly place: string };
}

/**
 * The quakes of a week, 31 January to 7 February 2018, by the day on which they happened (UTC), from the npm package
 * `vega-datasets`.
 */
export async function quakesByDay(): Promise<ReadonlyMap<string, readonly Quake[]>> {
  const file = createRequire(import.meta.url).resolve("vega-datasets/data/earthquakes.json");
  const { features } = JSON.parse(await readFile(file, "utf8")) as { readonly features: readonly Feature[] };
  const quakes = features.map(({ id, properties: { time, mag, place } }) => ({ id, time, magnitude: mag ?? 0, place }));
  return Map.groupBy(
    quakes.toSorted((a, b) => a.time - b.time),
    ({ time }) => new Date(time).toISOString().slice(0, 10),
  );
}
