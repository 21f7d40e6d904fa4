import { Code, ConnectError } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import {
  Client,
  Connection,
  DAYS_OF_WEEK,
  MONTHS,
  ScheduleAlreadyRunning,
  ScheduleClient,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Backfill,
  type CalendarSpec,
  type IntervalSpec,
  type ListScheduleOptions,
  type ScheduleClientOptions,
  type ScheduleDescription,
  type ScheduleHandle,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
  type ScheduleSpec,
  type ScheduleSummary,
  type ScheduleUpdateOptions,
} from "../../src/client-face.ts";
import { payloads } from "../client/support/payloads.ts";
import { scriptedServer, type ScriptedServer } from "../client/support/scripted-server.ts";

async function reminder(_text: string): Promise<void> {}

const every: IntervalSpec = { every: "10s", offset: 500 };
const noon: CalendarSpec = { comment: "noon", dayOfWeek: [DAYS_OF_WEEK[3], "FRIDAY"], hour: 12, month: MONTHS[0] };
const spec: ScheduleSpec = { intervals: [every], calendars: [noon], jitter: "5s" };

/** As in the official sample. */
const options: ScheduleOptions = {
  action: {
    type: "startWorkflow",
    workflowType: "reminder",
    args: ["♻️ Dear User!"],
    taskQueue: "schedules",
    workflowRunTimeout: "1 minute",
    retry: { maximumAttempts: 2 },
  },
  scheduleId: "sample-schedule",
  policies: { catchupWindow: "1 day", overlap: ScheduleOverlapPolicy.ALLOW_ALL },
  spec,
  memo: { note: "m" },
  state: { note: "new", triggerImmediately: true, backfill: [{ start: new Date(0), end: new Date(1000) }] },
};

const scripted = (): Promise<ScriptedServer> =>
  scriptedServer({
    createSchedule: () => ({}),
    updateSchedule: () => ({}),
    patchSchedule: () => ({}),
    deleteSchedule: ({ scheduleId }) => {
      if (scheduleId !== "gone") return {};
      throw new ConnectError("schedule not found", Code.NotFound);
    },
    listSchedules: () => ({
      schedules: [
        {
          scheduleId: "s",
          info: {
            spec: { interval: [{ interval: { seconds: 10n } }] },
            workflowType: { name: "reminder" },
            paused: true,
          },
        },
      ],
    }),
    describeSchedule: () => ({
      schedule: {
        spec: {
          interval: [{ interval: { seconds: 10n } }],
          structuredCalendar: [
            {
              hour: [{ start: 7 }],
              month: [{ start: 1, end: 12, step: 3 }],
              dayOfWeek: [{ start: 1, end: 5 }],
              comment: "mornings",
            },
          ],
        },
        action: {
          action: {
            case: "startWorkflow",
            value: {
              workflowId: "s-workflow",
              workflowType: { name: "reminder" },
              taskQueue: { name: "schedules" },
              input: payloads("x"),
              workflowRunTimeout: { seconds: 60n },
            },
          },
        },
        policies: { overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: { seconds: 60n } },
        state: { notes: "holiday", paused: true },
      },
      info: { actionCount: 4n, runningWorkflows: [{ workflowId: "s-workflow-1", runId: "r" }] },
    }),
  });

test("[FACE-8] a schedule of the official sample is created", async () => {
  await using server = await scripted();
  await using connection = Connection.lazy({ address: server.address });
  const handle: ScheduleHandle = await new Client({ connection }).schedule.create(options);
  expect(handle.scheduleId).toBe("sample-schedule");
  expect(server.requests("createSchedule")[0]).toMatchObject({
    scheduleId: "sample-schedule",
    schedule: {
      spec: {
        interval: [{ interval: { seconds: 10n }, phase: { nanos: 500_000_000 } }],
        structuredCalendar: [{ dayOfWeek: [{ start: 3 }, { start: 5 }], hour: [{ start: 12 }], month: [{ start: 1 }] }],
        jitter: { seconds: 5n },
      },
      action: {
        action: { value: { workflowRunTimeout: { seconds: 60n }, retryPolicy: { maximumAttempts: 2 } } },
      },
      policies: { overlapPolicy: enums.ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: { seconds: 86_400n } },
      state: { notes: "new" },
    },
    initialPatch: { triggerImmediately: {}, backfillRequest: [{ endTime: { seconds: 1n } }] },
    memo: { fields: { note: {} } },
  });
});

test("[FACE-8] a schedule is described, and updated from its description", async () => {
  await using server = await scripted();
  await using connection = Connection.lazy({ address: server.address });
  const clientOptions: ScheduleClientOptions = { connection };
  const handle = new ScheduleClient(clientOptions).getHandle("s");
  const described: ScheduleDescription = await handle.describe();
  expect(described).toMatchObject({
    spec: {
      intervals: [{ every: 10_000, offset: 0 }],
      calendars: [
        {
          hour: [{ start: 7, end: 7, step: 1 }],
          month: [{ start: "JANUARY", end: "DECEMBER", step: 3 }],
          dayOfWeek: [{ start: "MONDAY", end: "FRIDAY", step: 1 }],
          year: [],
          comment: "mornings",
        },
      ],
    },
    action: { workflowType: "reminder", workflowRunTimeout: 60_000, args: ["x"] },
    policies: { overlap: "BUFFER_ONE", catchupWindow: 60_000 },
    state: { paused: true, note: "holiday" },
    info: { numActionsTaken: 4, runningActions: [{ workflow: { workflowId: "s-workflow-1" } }] },
  });
  const action: ScheduleOptionsStartWorkflowAction<typeof reminder> = {
    type: "startWorkflow",
    workflowType: reminder,
    args: ["y"],
    taskQueue: "schedules",
  };
  const hourly = (previous: ScheduleDescription): ScheduleUpdateOptions<typeof action> => ({
    ...previous,
    spec: { intervals: [{ every: "1 hour" }] },
    action,
  });
  await handle.update<typeof reminder>(hourly);
  await handle.update((previous) => ({ ...previous, state: { ...previous.state, note: "kept" } }));
  const [first, second] = server.requests("updateSchedule");
  expect(first).toMatchObject({ schedule: { spec: { interval: [{ interval: { seconds: 3600n } }] } } });
  expect(second).toMatchObject({
    schedule: {
      state: { paused: true, notes: "kept" },
      policies: { catchupWindow: { seconds: 60n } },
      spec: { structuredCalendar: [{ month: [{ start: 1, end: 12, step: 3 }], dayOfWeek: [{ start: 1, end: 5 }] }] },
    },
  });
});

test("[FACE-8] schedules are listed, triggered, paused and deleted", async () => {
  await using server = await scripted();
  await using connection = Connection.lazy({ address: server.address });
  const { schedule } = new Client({ connection });
  const page: ListScheduleOptions = { pageSize: 10 };
  const listed: readonly ScheduleSummary[] = await collect(schedule.list(page));
  expect(listed).toMatchObject([{ scheduleId: "s", action: { workflowType: "reminder" }, state: { paused: true } }]);
  const handle = schedule.getHandle("s");
  await handle.trigger(ScheduleOverlapPolicy.TERMINATE_OTHER);
  const past: Backfill = { start: new Date(0), end: new Date(2000), overlap: ScheduleOverlapPolicy.BUFFER_ALL };
  await handle.backfill(past);
  await handle.pause("lunch");
  await handle.unpause();
  expect(server.requests("patchSchedule")).toMatchObject([
    { patch: { triggerImmediately: { overlapPolicy: enums.ScheduleOverlapPolicy.TERMINATE_OTHER } } },
    { patch: { backfillRequest: [{ overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ALL }] } },
    { patch: { pause: "lunch" } },
    { patch: { unpause: "unpaused" } },
  ]);
  await handle.delete();
  await expect(schedule.getHandle("gone").delete()).rejects.toBeInstanceOf(ScheduleNotFoundError);
});

test("[FACE-8] a schedule that there is already has the official error", async () => {
  const createSchedule = (): never => {
    throw new ConnectError("schedule exists", Code.AlreadyExists);
  };
  await using server = await scriptedServer({ createSchedule });
  await using connection = Connection.lazy({ address: server.address });
  const created = new Client({ connection }).schedule.create(options);
  await expect(created).rejects.toBeInstanceOf(ScheduleAlreadyRunning);
});
