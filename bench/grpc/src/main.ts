// What a gRPC message and call cost, beside what people use today: `npm run bench -- grpc`. See README.md beside this folder.
import { parseArgs } from "node:util";
import { type Case, loadClient, measureServer, runRounds } from "@millrace/tooling-bench";
import { clientCase, fullScale, quickScale, serverCases, type ServerCase } from "./cases.ts";
import { codecCases, measureCodec } from "./codec.ts";
import { measureClient } from "./measure-client.ts";
import { servers } from "./servers.ts";

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
  const [client, contenders] = await Promise.all([loadClient(), servers()]);
  const cases = [...serverCases([...contenders.keys()], scale), clientCase, ...codecCases];
  const measure = async (of: Case, contender: string): Promise<Record<string, number>> => {
    if (codecCases.includes(of)) return (await measureCodec(of, contender, scale.calls)) as Record<string, number>;
    if (of === clientCase) return (await measureClient(contender, scale.calls)) as Record<string, number>;
    const server = contenders.get(contender);
    if (server === undefined) throw new Error(`no server ${contender}`);
    return measureServer(client, server, (of as ServerCase).load);
  };
  print(`Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${rounds} rounds`);
  const figures = await runRounds(cases, rounds, measure, print);
  for (const of of cases) print(`\n${figures.table(of)}`);
  if (values.json) print(JSON.stringify(cases.flatMap((of) => figures.rows("grpc", of))));
};
void main();
