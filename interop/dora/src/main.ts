// dora's daemon and Python nodes, and ours, each with the other: `npm run interop -- dora`.
import { runScenarios } from "@millrace/tooling-engines";
import { dataScenarios } from "./data-scenarios.ts";
import { descriptorScenarios } from "./descriptor-scenarios.ts";
import { bringDora } from "./engine.ts";
import { exampleScenarios } from "./example-scenarios.ts";
import { underDora, underOurs } from "./flows.ts";
import { lifeScenarios } from "./life-scenarios.ts";
import { operatorScenarios } from "./operator-scenarios.ts";
import { patternScenarios } from "./pattern-scenarios.ts";
import { stackScenarios } from "./stack-scenarios.ts";
import { testFileScenarios } from "./test-file-scenarios.ts";

const main = async (only: string | undefined): Promise<void> => {
  await runScenarios(async () => {
    const dora = await bringDora();
    const judged = [
      ...dataScenarios,
      ...lifeScenarios,
      ...patternScenarios,
      ...operatorScenarios,
      ...(await exampleScenarios()),
    ];
    const all = [
      ...judged.map((scenario) => underDora(dora, scenario)),
      ...stackScenarios(dora),
      ...judged.map((scenario) => underOurs(dora, scenario)),
      ...testFileScenarios(dora),
      ...descriptorScenarios(dora),
    ];
    return only === undefined ? all : all.filter(({ name }) => name.includes(only));
  });
};

void main(process.argv[2]);
