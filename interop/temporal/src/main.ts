// Temporal's own server and SDKs beside ours: `npm run interop -- temporal`.
import { runScenarios, type Scenario } from "@millrace/tooling-engines";
import { corpusScenarios } from "./corpus.ts";
import { goldenScenarios } from "./golden-values.ts";
import { realServerProgram } from "./real-server.ts";
import { scenarios } from "./scenarios/index.ts";
import { ourSide, realSide, type Side } from "./side.ts";

const on = (side: Side): readonly Scenario[] =>
  scenarios
    .filter(({ realOnly }) => realOnly !== true || side.name === "the real server")
    .map(({ name, run }) => ({ name: `${name} on ${side.name}`, run: () => run(side) }));

const main = async (only: string | undefined): Promise<void> => {
  await using stack = new AsyncDisposableStack();
  await runScenarios(async () => {
    const real = stack.use(await realSide(await realServerProgram()));
    const ours = stack.use(await ourSide());
    const all = [...on(real), ...on(ours), ...(await goldenScenarios()), ...corpusScenarios(real.address)];
    return only === undefined ? all : all.filter(({ name }) => name.includes(only));
  });
};

void main(process.argv[2]);
