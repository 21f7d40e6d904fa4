import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/**
 * A week of records of the U.S. Geological Survey, 31 January to 7 February 2018, from the npm package
 * `vega-datasets`: each as JSON, in the order in which the networks reported them last. That is not the order of the
 * quakes: a record may come days after those of later ones.
 */
export async function readRecords(): Promise<readonly string[]> {
  const file = createRequire(import.meta.url).resolve("vega-datasets/data/earthquakes.json");
  const { features } = JSON.parse(await readFile(file, "utf8")) as { readonly features: readonly Feature[] };
  return features.toSorted((a, b) => a.properties.updated - b.properties.updated).map((each) => JSON.stringify(each));
}

interface Feature {
  readonly properties: { readonly updated: number };
}
