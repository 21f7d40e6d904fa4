import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Findings } from "./findings.ts";

export interface Layers {
  readonly outFolder: string;
  /** The feed as it came. */
  readonly raw: string;
  readonly findings: Findings;
  readonly html: string;
  readonly markdown: string;
}

const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** Writes every layer, and gives the paths. */
export async function save({ outFolder, raw, findings, html, markdown }: Layers): Promise<readonly string[]> {
  const { quakes, regions } = findings;
  const contents: Readonly<Record<string, string>> = {
    "report.html": html,
    "report.md": markdown,
    "tables/1-raw.geojson": raw,
    "tables/2-clean.jsonl": lines(quakes),
    "tables/3-regions.jsonl": lines(regions.map(({ region, ...rest }) => ({ region: region.id, ...rest }))),
  };
  await mkdir(path.join(outFolder, "tables"), { recursive: true });
  const files = Object.keys(contents).map((name) => path.join(outFolder, name));
  await Promise.all(Object.values(contents).map((text, at) => writeFile(files[at] ?? "", text)));
  return files;
}
