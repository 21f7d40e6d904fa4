import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/**
 * A week of records of the U.S. Geological Survey, 31 January to 7 February 2018, exactly as its service gave them.
 * They lie in the npm package `vega-datasets`, so that the story needs no network.
 */
export const readRecords = (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve("vega-datasets/data/earthquakes.json"), "utf8");
