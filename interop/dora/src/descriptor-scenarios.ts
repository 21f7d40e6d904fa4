import assert from "node:assert/strict";
import { checkDataflow } from "@millrace/dataflow-runtime";
import type { Scenario } from "@millrace/tooling-engines";
import { dataScenarios } from "./data-scenarios.ts";
import type { Dora } from "./engine.ts";
import { lifeScenarios } from "./life-scenarios.ts";
import { operatorScenarios } from "./operator-scenarios.ts";
import { patternScenarios } from "./pattern-scenarios.ts";

/** dora's own validation and drawing take every dataflow of these scenarios, and so does ours. */
export const descriptorScenarios = (dora: Dora): readonly Scenario[] => [
  {
    name: "dora validate and dora graph take our dataflows, and our check agrees",
    run: async () => {
      const all = [...dataScenarios, ...lifeScenarios, ...patternScenarios, ...operatorScenarios];
      for (const { name, flow } of all) {
        const validated = await dora.command(["validate", "flow.yml"], flow);
        assert.equal(validated.code, 0, `${name}: ${validated.output}`);
        const drawn = await dora.command(["graph", "flow.yml", "--mermaid"], flow);
        assert.match(drawn.stdout, /flowchart/);
        assert.deepEqual((await checkDataflow(flow)).problems, [], name);
      }
      return { passed: all.length, failed: 0, skipped: 0 };
    },
  },
];
