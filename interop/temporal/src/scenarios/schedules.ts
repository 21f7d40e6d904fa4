import assert from "node:assert/strict";
import { completeWorkflow } from "@millrace/workflow-sdk/testing";
import { eventually } from "../eventually.ts";
import { type SideScenario, unique } from "../side.ts";

export const scheduleScenarios: readonly SideScenario[] = [
  {
    name: "schedules: create, describe, trigger, pause, update, list, delete",
    realOnly: true,
    run: async (side) => {
      const taskQueue = unique("schedule");
      await using client = await side.connect();
      const ran: unknown[] = [];
      await using _worker = await side.play(taskQueue, {
        scheduled: ({ input }) => {
          ran.push(input[0]);
          return [completeWorkflow()];
        },
      });
      const id = unique("schedule");
      const action = { type: "startWorkflow", workflowType: "scheduled", taskQueue, args: ["one"] } as const;
      const spec = { intervals: [{ everyMs: 3_600_000 }] };
      const handle = await client.createSchedule(id, { spec, action, memo: { note: "x" } });
      await assert.rejects(client.createSchedule(id, { spec, action }), { name: "ScheduleAlreadyExistsError" });
      await handle.trigger();
      await eventually(async () => assert.deepEqual(ran, ["one"]));
      await handle.pause({ note: "not now" });
      const paused = await handle.describe();
      assert.equal(paused.state.paused, true);
      await handle.update(({ spec: current, state }) => ({
        spec: current,
        state,
        action: { ...action, args: ["two"] },
      }));
      await handle.unpause();
      await handle.trigger();
      await eventually(async () => assert.deepEqual(ran, ["one", "two"]));
      await eventually(async () => {
        const listed: string[] = [];
        for await (const { scheduleId } of client.listSchedules()) listed.push(scheduleId);
        assert(listed.includes(id));
      });
      await handle.delete();
      await assert.rejects(handle.describe());
    },
  },
];
