// What a message of a stream function costs: `npm run bench -- stream`. See README.md beside this folder.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Case, loadClient, measureServer, runRounds } from "@millrace/tooling-bench";
import { must } from "@millrace/tooling-engines";
import { casesOf, fullScale, loadOf, localCase, quickScale, type StreamCase } from "./cases.ts";
import { contenders } from "./servers.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
  },
});
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const measureLocal = async (contender: string, messages: number): Promise<Record<string, number>> => {
  const program = fileURLToPath(new URL("local-engine.ts", import.meta.url));
  const transport = contender === "millrace" ? "direct" : "socket";
  const args = ["--conditions=@millrace/source", program, transport, String(messages)];
  return JSON.parse(await must(process.execPath, args, { timeoutMs: 60_000 })) as Record<string, number>;
};

const main = async (): Promise<void> => {
  const scale = values.quick ? quickScale : fullScale;
  const rounds = Number(values.rounds ?? scale.rounds);
  const client = await loadClient();
  const all = await contenders();
  const cases = [...casesOf([...all.keys()], scale), localCase];
  const measure = async (of: Case, name: string): Promise<Record<string, number>> => {
    if (of === localCase) return measureLocal(name, scale.counts[100].timed);
    const { kind, load } = of as StreamCase;
    const contender = all.get(name);
    if (contender === undefined) throw new Error(`no server ${name}`);
    return measureServer(client, contender(kind), loadOf(name, load));
  };
  print(`Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${rounds} rounds`);
  const figures = await runRounds(cases, rounds, measure, print);
  for (const of of cases) print(`\n${figures.table(of)}`);
  if (values.json) print(JSON.stringify(cases.flatMap((of) => figures.rows("stream", of))));
};
void main();
