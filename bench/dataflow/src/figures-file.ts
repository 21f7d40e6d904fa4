import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names a file to whoever measures, and gives what was written there. */
export async function withFigures(measure: (file: string) => Promise<void>): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-bench-"));
  try {
    const file = join(folder, "figures.json");
    await measure(file);
    return JSON.parse(await readFile(file, "utf8")) as number[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The value below which this part of all values lies. */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
