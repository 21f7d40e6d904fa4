import { fileURLToPath } from "node:url";
import { must, pythonWith, type Scenario } from "@millrace/tooling-engines";
// @boundaries-ignore the golden values are test data of the package
import { golden, goldenOfOurs } from "../../../packages/workflow-sdk/test/values/golden.ts";

const judge = fileURLToPath(new URL("../judge-python/payloads.py", import.meta.url));

/** What we write is read by Temporal's Python SDK; that we read what it writes is shown in `npm test`. */
export const payloadScenarios = async (): Promise<readonly Scenario[]> => {
  const python = await pythonWith("temporalio", ["temporalio==1.35.0"]);
  return [
    {
      name: "temporalio 1.35.0 reads our payloads, failures and search attributes as its own",
      run: async () => {
        const input = JSON.stringify({ golden, ours: await goldenOfOurs() });
        await must(python, [judge], { input });
      },
    },
  ];
};
