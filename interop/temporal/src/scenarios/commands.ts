import assert from "node:assert/strict";
import { run as execute } from "@millrace/tooling-engines";
import { pythonJudge } from "../python.ts";
import type { SideScenario } from "../side.ts";

export const commandScenarios: readonly SideScenario[] = [
  {
    name: "the Python SDK starts the command as its own server, and runs a workflow",
    run: async ({ command }) => {
      const [interpreter, program] = await pythonJudge("start_local.py");
      // Python with the native part of the SDK sometimes dies when it is done: what it printed counts.
      const { output } = await execute(interpreter, [program, command], { timeoutMs: 120_000 });
      assert.match(output, /^result Hello, Ada!$/m);
    },
  },
];
