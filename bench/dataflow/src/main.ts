// What handing over a message costs: `npm run bench -- dataflow`. See README.md beside this folder.
import { parseArgs } from "node:util";
import { type Case, type Measurement, runRounds } from "@millrace/tooling-bench";
import { EngineError } from "@millrace/tooling-engines";
import { arrowCases, measureArrow } from "./arrow.ts";
import { daemonCases, fullScale, quickScale, threadCases } from "./cases.ts";
import { bringDora } from "./dora.ts";
import { measureDaemon } from "./measure-daemon.ts";
import { measureThreads } from "./measure-threads.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
  },
});
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** dora's Python, or nothing where it cannot be installed. */
const python = async (): Promise<string | undefined> => {
  try {
    return await bringDora();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    print(`without dora: ${error.message}`);
    return undefined;
  }
};

const main = async (): Promise<void> => {
  const scale = values.quick ? quickScale : fullScale;
  const rounds = Number(values.rounds ?? scale.rounds);
  const interpreter = await python();
  const cases = [...threadCases, ...arrowCases, ...(interpreter === undefined ? [] : daemonCases)];
  const measure = (of: Case, contender: string): Promise<Measurement> => {
    if (arrowCases.includes(of)) return measureArrow(of, contender, scale.streams);
    return interpreter !== undefined && daemonCases.includes(of)
      ? measureDaemon(interpreter, of, contender, scale)
      : measureThreads(of, contender, scale);
  };
  print(`Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${rounds} rounds`);
  const figures = await runRounds(cases, rounds, measure, print);
  for (const of of cases) print(`\n${figures.table(of)}`);
  if (values.json) print(JSON.stringify(cases.flatMap((of) => figures.rows("dataflow", of))));
};
void main();
