import assert from "node:assert/strict";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { checkDataflow } from "@millrace/dataflow-runtime";
import { run, type Scenario } from "@millrace/tooling-engines";
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
  {
    name: "what is recorded of dora validate and dora graph is what they say",
    run: async () => {
      const scripts = ["record-verdicts.ts", "record-graphs.ts"];
      for (const script of scripts) {
        const { code, output } = await run(process.execPath, [`${recorded}${script}`, "dora", "--check"], {
          env: dora.env,
          timeoutMs: 600_000,
        });
        assert.equal(code, 0, output);
      }
      return { passed: scripts.length, failed: 0, skipped: 0 };
    },
  },
];

/** The corpus that the tests of the package hold its own reader to. */
const recorded = fileURLToPath(import.meta.resolve("@millrace/dataflow-runtime/package.json")).replace(
  "package.json",
  "test/descriptor/",
);
