import { must, type Scenario } from "@millrace/tooling-engines";
// @boundaries-ignore the golden values are test data of the package
import { golden, goldenOfOurs } from "../../../packages/workflow-sdk/test/values/golden.ts";
import { pythonJudge } from "./python.ts";

/** What we write is read by Temporal's Python SDK; that we read what it writes is shown in `npm test`. */
export const goldenScenarios = async (): Promise<readonly Scenario[]> => {
  const [python, judge] = await pythonJudge("payloads.py");
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
