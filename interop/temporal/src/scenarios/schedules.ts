import assert from "node:assert/strict";
import { type ScheduleDescription, ScheduleNotFoundError } from "@millrace/workflow-sdk";
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
  {
    name: "schedules: calendars, cron, policies, backfill, an update that is overtaken",
    realOnly: true,
    run: async (side) => {
      const taskQueue = unique("schedule");
      await using client = await side.connect();
      let ran = 0;
      await using _worker = await side.play(taskQueue, {
        scheduled: () => {
          ran++;
          return [completeWorkflow()];
        },
      });
      const id = unique("schedule");
      const action = { type: "startWorkflow", workflowType: "scheduled", taskQueue } as const;
      const spec = { calendars: [{ hour: 4, dayOfWeek: "MONDAY" }], cronExpressions: ["0 5 * * *"] } as const;
      const policies = { overlap: "ALLOW_ALL", catchupWindowMs: 60_000, pauseOnFailure: true } as const;
      const state = { paused: true, note: "to begin with" };
      const handle = await client.createSchedule(id, { spec, action, policies, state });
      const described = await handle.describe();
      assert.deepEqual(described.policies, policies);
      assert.deepEqual([described.state.paused, described.state.note], [true, "to begin with"]);
      assert.equal(described.spec.calendars?.length, 2);
      assert(described.info.nextActionTimes.length > 0);
      // A day at five, and a Monday at four and at five.
      const at = (text: string): Date => new Date(`${text}:30:00Z`);
      await handle.backfill([
        { start: at("2026-01-06T04"), end: at("2026-01-06T05"), overlap: "ALLOW_ALL" },
        { start: at("2026-01-12T03"), end: at("2026-01-12T05"), overlap: "ALLOW_ALL" },
      ]);
      await eventually(async () => assert.equal(ran, 3));
      await eventually(async () => assert.equal((await handle.describe()).info.recentActions.length, 3));
      const noted = (note: string) => (known: ScheduleDescription) => ({ spec: known.spec, action, state: { note } });
      // This server drops a change that was overtaken, and says nothing.
      await handle.update(async (known) => {
        await handle.update(noted("first"));
        return noted("second")(known);
      });
      assert.equal((await handle.describe()).state.note, "first");
      await handle.update(noted("third"));
      assert.equal((await handle.describe()).state.note, "third");
      await handle.delete();
      await assert.rejects(handle.pause(), (error) => error instanceof ScheduleNotFoundError);
    },
  },
];
