import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

/** One day at one station. */
export const day = z.object({ date: z.iso.date(), maxCelsius: z.number(), rainMm: z.number() });
export type Day = z.infer<typeof day>;

/** The same day at both. */
export const pair = z.object({ date: z.iso.date(), westCelsius: z.number(), eastCelsius: z.number() });
export type Pair = z.infer<typeof pair>;

/** The days of a city, from the weather of Seattle and New York in the npm package `vega-datasets`. */
export async function daysOf(city: string): Promise<readonly Day[]> {
  const manifest = createRequire(import.meta.url).resolve("vega-datasets/package.json");
  const text = await readFile(path.join(path.dirname(manifest), "data", "weather.csv"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => line.split(","))
    .filter(([location]) => location === city)
    .map(([, date, rain, max]) => ({ date: date as string, maxCelsius: Number(max), rainMm: Number(rain) }));
}
