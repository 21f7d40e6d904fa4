// What a served function costs, beside what people use today: `npm run bench -- functions`. See README.md beside this folder.
import { parseArgs } from "node:util";
import { type Case, type Measurement, runRounds } from "@millrace/tooling-bench";
import { bundleServers } from "./bundles.ts";
import { fullScale, loadCases, quickScale, startCase } from "./cases.ts";
import { measureLoad } from "./measure-load.ts";
import { measureStart } from "./measure-start.ts";
import { measureNuclio, nuclioCase } from "./nuclio/nuclio-case.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
  },
});
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const main = async (): Promise<void> => {
  const scale = values.quick ? quickScale : fullScale;
  const rounds = Number(values.rounds ?? scale.rounds);
  await using bundles = await bundleServers();
  const cases: readonly Case[] = [...loadCases, startCase, nuclioCase];
  const measure = (of: Case, contender: string): Promise<Measurement> => {
    if (of === nuclioCase) return measureNuclio(contender, scale);
    const load = loadCases.find((each) => each === of);
    return load === undefined ? measureStart(bundles, contender, scale) : measureLoad(bundles, load, contender, scale);
  };
  print(`Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${rounds} rounds`);
  const figures = await runRounds(cases, rounds, measure, print);
  for (const of of cases) print(`\n${figures.table(of)}`);
  if (values.json) print(JSON.stringify(cases.flatMap((of) => figures.rows("functions", of))));
};
void main();
