// Our wrapper under Nuclio's own processor, Nuclio's own wrappers beside it: `npm run interop -- nuclio`.
import assert from "node:assert/strict";
import { runScenarios, type Scenario } from "@millrace/tooling-engines";
import type { Case } from "./case.ts";
import { answers } from "./cases/answers.ts";
import { bodies } from "./cases/bodies.ts";
import { terminationCase, terminationOf } from "./cases/callbacks.ts";
import { failures } from "./cases/failures.ts";
import { life } from "./cases/life.ts";
import { adapted, modernCases } from "./cases/ours-alone.ts";
import { faithful, knownDefects } from "./faithful.ts";
import { processorBinary, stockWrappers } from "./processor-binary.ts";
import { launchProcessor, type ProcessorOptions } from "./start-processor.ts";
import { Table } from "./table.ts";
import { ours, oursAsPython, stockNodejs, stockPython, type Wrapper } from "./wrappers.ts";

const table = new Table(["ours", "stock nodejs", "ours as python", "stock python"]);

const observe = async (of: Case, wrapper: Wrapper): Promise<string> => {
  const file = wrapper.name === "stock python" ? "main.py" : "classic.cjs";
  const options: ProcessorOptions = { handler: [file, "handler"], ...of.options, wrapper };
  await using processor = await launchProcessor(options);
  if (of.observeStart !== undefined) return await of.observeStart(processor);
  await processor.ready();
  return (await of.observe?.(processor)) ?? "";
};

/** Ours is held to what is expected; what the others say is written down. */
const scenario = (of: Case, wrapper: Wrapper): Scenario => {
  const judged = wrapper.name.startsWith("ours");
  return {
    name: `${of.name}: ${wrapper.name}`,
    run: async () => {
      const seen = await observe(of, wrapper).catch((error: unknown) => {
        if (judged) throw error;
        return "does not start";
      });
      table.add(of.name, wrapper.name, seen);
      if (judged) assert.equal(seen, of.expected);
    },
  };
};

const termination = (wrapper: Wrapper): Scenario => ({
  name: `${terminationCase.name}: ${wrapper.name}`,
  run: async () => {
    const seen = await terminationOf(wrapper);
    table.add(terminationCase.name, wrapper.name, seen);
    assert.equal(seen, terminationCase.expected);
  },
});

/** What python's protocol is driven through: the same function, and one in Python that answers alike. */
const pythonNames = new Set(
  `text; [status, text]; object; query, last value wins; Response: status, type, header; throw; 1000 requests;
   x-nuclio-log-level: logs in a header; body of 60,000 B; body of 10 MB; body of 100 MB; SIGTERM during a request`
    .split(";")
    .map((name) => name.trim()),
);

void runScenarios(async () => {
  const stock = await stockWrappers();
  await processorBinary();
  const common = [...answers, ...bodies, ...failures, ...life, ...adapted];
  const inPython = common.filter(({ name }) => pythonNames.has(name));
  return [
    ...common.flatMap((of) => [scenario(of, ours), scenario(of, stockNodejs(stock))]),
    ...modernCases.map((of) => scenario(of, ours)),
    ...inPython.flatMap((of) => [scenario(of, oursAsPython), scenario(of, stockPython(stock))]),
    ...life.filter(({ name }) => name === "mode: async").map((of) => scenario(of, oursAsPython)),
    termination(ours),
    termination(oursAsPython),
    ...faithful(stock, (name, wrapper) => table.get(name, wrapper)),
    ...knownDefects(stock),
    { name: "the table", run: () => Promise.resolve(table.print()) },
  ];
});
