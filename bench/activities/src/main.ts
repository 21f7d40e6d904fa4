// What a worker of activities costs: `npm run bench -- activities`. See README.md beside this folder.
import { parseArgs } from "node:util";
import { type Case, type Measurement, runRounds } from "@millrace/tooling-bench";
import {
  boundedCase,
  boundedFlags,
  cases,
  cpuCase,
  firstCase,
  fullScale,
  memoryCase,
  quickScale,
  realCase,
} from "./cases.ts";
import { installSize } from "./install-size.ts";
import { measureFirst } from "./measure-first.ts";
import { type LoadFigures, measureLoad } from "./measure-load.ts";
import { startInMemory, startReal } from "./servers.ts";

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
  const { warmUp, tasks, realTasks } = scale;
  const rounds = Number(values.rounds ?? scale.rounds);
  /** Every round would find the same. */
  const sizes = new Map<string, Promise<number>>();
  /** What the last load of each contender came to. */
  const loads = new Map<string, LoadFigures>();

  const measure = async (of: Case, contender: string): Promise<Measurement> => {
    if (of === cpuCase) {
      loads.delete(contender);
      const figures = await measureLoad(contender, { start: startInMemory, warmUp, tasks });
      loads.set(contender, figures);
      return { "activity task": figures.cpuMicrosPerTask };
    }
    if (of === memoryCase) {
      const figures = loads.get(contender);
      if (figures === undefined) return { notRun: "its load failed" };
      return { worker: figures.megabytes, "worker warm": figures.warmMegabytes };
    }
    if (of === boundedCase) {
      const load = { start: startInMemory, warmUp, tasks, flags: boundedFlags };
      return { worker: (await measureLoad(contender, load)).megabytes };
    }
    if (of === realCase) {
      const load = { start: startReal, warmUp: realTasks / 4, tasks: realTasks };
      return { "real server": (await measureLoad(contender, load)).tasksPerSecond };
    }
    if (of === firstCase) return measureFirst(contender);
    const size = sizes.get(contender) ?? installSize(contender);
    sizes.set(contender, size);
    return { size: await size };
  };
  print(`Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${rounds} rounds`);
  const figures = await runRounds(cases, rounds, measure, print);
  for (const of of cases) print(`\n${figures.table(of)}`);
  if (values.json) print(JSON.stringify(cases.flatMap((of) => figures.rows("activities", of))));
};
void main();
