import assert from "node:assert/strict";
import { WorkflowAlreadyStartedError, WorkflowUpdateFailedError } from "@millrace/workflow-sdk";
import type { ScriptedWorkflow } from "@millrace/workflow-sdk/testing";
import { type SideScenario, unique } from "../side.ts";

/** Never ends by itself. */
const updated: ScriptedWorkflow = {
  run: () => [],
  updates: {
    add: (_, a, b) => Number(a) + Number(b),
    refuse: () => {
      throw new RangeError("out of range");
    },
  },
};

const failed = (error: unknown): boolean => error instanceof WorkflowUpdateFailedError;

export const updateScenarios: readonly SideScenario[] = [
  {
    name: "updates",
    realOnly: true,
    run: async (side) => {
      const taskQueue = unique("update");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { updated });
      const handle = await client.startWorkflow("updated", { taskQueue });
      assert.equal(await handle.executeUpdate("add", { args: [1, 2] }), 3);
      await assert.rejects(handle.executeUpdate("refuse"), failed);
      await assert.rejects(handle.executeUpdate("unknown"), failed);
      const { updateId } = await handle.startUpdate("add", { args: [3, 4], waitForStage: "ACCEPTED" });
      assert.equal(await handle.getUpdateHandle(updateId).result(), 7);
      // The same update, not another.
      assert.equal(await handle.executeUpdate("add", { args: [100, 100], updateId }), 7);
      await handle.terminate();
    },
  },
  {
    name: "updates together with the start of their workflow",
    realOnly: true,
    run: async (side) => {
      const taskQueue = unique("update");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { updated });
      const id = unique("updated");
      const start = { taskQueue, id, idConflictPolicy: "USE_EXISTING" } as const;
      const add = { workflow: "updated", start };
      assert.equal(await client.executeUpdateWithStart("add", { ...add, args: [1, 2] }), 3);
      const handle = await client.startUpdateWithStart("add", { ...add, args: [3, 4], waitForStage: "ACCEPTED" });
      assert.equal(await handle.result(), 7);
      const strict = { workflow: "updated", start: { ...start, idConflictPolicy: "FAIL" } } as const;
      await assert.rejects(
        client.executeUpdateWithStart("add", { ...strict, args: [1, 2] }),
        (error) => error instanceof WorkflowAlreadyStartedError,
      );
      await client.getWorkflowHandle(id).terminate();
    },
  },
];
