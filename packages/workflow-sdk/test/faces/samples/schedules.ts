import {
  Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Connection,
  type ScheduleDescription,
  type ScheduleHandle,
} from "@millrace/workflow-sdk/client";

type ReportWorkflow = (shop: string) => Promise<void>;

/** A report for each shop, every morning but not on the first of January. */
export async function plan(connection: Connection, shop: string, taskQueue: string): Promise<ScheduleHandle> {
  const { schedule } = new Client({ connection });
  const scheduleId = `report-${shop}`;
  try {
    return await schedule.create<ReportWorkflow>({
      scheduleId,
      spec: {
        calendars: [{ comment: "mornings", dayOfWeek: [{ start: "MONDAY", end: "FRIDAY" }], hour: 7 }],
        intervals: [{ every: "1 day", offset: "2 hours" }],
        skip: [{ month: "JANUARY", dayOfMonth: 1 }],
        jitter: "1 minute",
      },
      action: {
        type: "startWorkflow",
        workflowType: "report",
        args: [shop],
        taskQueue,
        workflowRunTimeout: "10 minutes",
      },
      policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: "1 hour", pauseOnFailure: true },
      state: { note: "new" },
    });
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return schedule.getHandle(scheduleId);
    throw error;
  }
}

export async function steer(handle: ScheduleHandle): Promise<string[]> {
  await handle.pause("inventory");
  await handle.trigger(ScheduleOverlapPolicy.ALLOW_ALL);
  await handle.backfill({ start: new Date(0), end: new Date(60_000), overlap: ScheduleOverlapPolicy.SKIP });
  await handle.update((previous: ScheduleDescription) => ({
    ...previous,
    policies: { ...previous.policies, overlap: ScheduleOverlapPolicy.CANCEL_OTHER },
    state: { ...previous.state, note: "changed" },
  }));
  await handle.unpause("done");
  await handle.delete();
  const seen: string[] = [];
  try {
    await handle.describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) seen.push(`gone: ${error.scheduleId}`);
  }
  return seen;
}
