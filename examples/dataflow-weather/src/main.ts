import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { runDataflow } from "@millrace/dataflow-runtime";
import { correlation } from "./correlation.ts";
import { daysOf } from "./weather.ts";

const folder = path.join(import.meta.dirname, "..");

async function main(): Promise<boolean> {
  await rm(path.join(folder, "out"), { recursive: true, force: true });
  const { stats } = await runDataflow(path.join(folder, "dataflow.yml"), {
    onLog: ({ nodeId, message }) => console.log(`${nodeId}: ${message}`),
  });
  const written = await readPairs();

  // The same by a plain loop over both files.
  const east = new Map((await daysOf("New York")).map(({ date, maxCelsius }) => [date, maxCelsius]));
  const wanted = (await daysOf("Seattle")).flatMap(({ date, maxCelsius }): [string, number, number][] => {
    const there = east.get(date);
    return there === undefined ? [] : [[date, maxCelsius, there]];
  });

  const bySeason = new Map<string, [number, number][]>();
  for (const [date, one, other] of written) {
    const season = seasonOf(date);
    bySeason.set(season, [...(bySeason.get(season) ?? []), [one, other]]);
  }
  console.log(`${written.length} days on which both stations sent; how their highest temperatures go together:\n`);
  console.log(`  all year   ${correlation(written.map(([, one, other]) => [one, other])).toFixed(2)}`);
  for (const [season, pairs] of bySeason) console.log(`  ${season.padEnd(10)} ${correlation(pairs).toFixed(2)}`);
  const dropped = stats.edges.reduce((sum, edge) => sum + edge.dropped, 0);
  const isSame = JSON.stringify(written) === JSON.stringify(wanted);
  console.log(
    `\nThe same as by a plain loop: ${isSame ? "yes" : "NO"}. Messages dropped: ${dropped}. To look at: out/pairs.csv`,
  );
  return isSame && dropped === 0;
}

async function readPairs(): Promise<[string, number, number][]> {
  const text = await readFile(path.join(folder, "out", "pairs.csv"), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map(([date, one, other]) => [date as string, Number(one), Number(other)]);
}

const seasonOf = (date: string): string =>
  ["winter", "spring", "summer", "autumn"][Math.floor((Number(date.slice(5, 7)) % 12) / 3)] as string;

process.exitCode = (await main()) ? 0 : 1;
