import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails, schedule as wire, type workflowservice } from "@millrace/protocol/temporal";
import { collect, expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { Client, type CreateScheduleOptions } from "../../src/index.ts";
import { payload, payloads, value, values } from "./support/payloads.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const daily: CreateScheduleOptions = {
  spec: { calendars: [{ hour: 12 }] },
  action: { type: "startWorkflow", workflowType: "Report", taskQueue: "q" },
};

const described: MessageInitShape<typeof workflowservice.DescribeScheduleResponseSchema> = {
  schedule: {
    spec: {
      structuredCalendar: [{ hour: [{ start: 12 }], month: [{ start: 1, end: 12, step: 1 }] }],
      interval: [{ interval: { seconds: 3600n }, phase: { seconds: 60n } }],
      startTime: { seconds: 100n },
      jitter: { nanos: 5_000_000 },
      timezoneName: "Europe/Vienna",
    },
    action: {
      action: {
        case: "startWorkflow",
        value: {
          workflowId: "s-workflow",
          workflowType: { name: "Report" },
          taskQueue: { name: "q" },
          input: payloads("x", 1),
          workflowRunTimeout: { seconds: 60n },
          memo: { fields: { note: payload("m") } },
          userMetadata: { summary: payload("a report") },
          header: { fields: { trace: payload("t") } },
        },
      },
    },
    policies: { overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: { seconds: 60n } },
    state: { paused: true, notes: "holiday", limitedActions: true, remainingActions: 3n },
  },
  info: {
    actionCount: 5n,
    runningWorkflows: [{ workflowId: "s-workflow-1", runId: "r" }],
    recentActions: [
      {
        scheduleTime: { seconds: 10n },
        actualTime: { seconds: 11n },
        startWorkflowResult: { workflowId: "s-workflow-1", runId: "r" },
      },
    ],
    futureActionTimes: [{ seconds: 20n }],
    createTime: { seconds: 1n },
  },
  memo: { fields: { team: payload("blue") } },
  conflictToken: new Uint8Array([7]),
};

describe("making a schedule", () => {
  test("[CLI-35] sends all that it is", async () => {
    await using server = await scriptedServer({ createSchedule: () => ({}) });
    await using client = new Client(server.address, { namespace: "n", identity: "me" });
    const handle = await client.createSchedule("s", {
      spec: {
        calendars: [
          {
            minute: [0, { start: 30, end: 40, step: 5 }],
            hour: 12,
            month: "MARCH",
            dayOfWeek: { start: "MONDAY", end: "FRIDAY" },
          },
        ],
        intervals: [{ everyMs: 3_600_000, offsetMs: 60_000 }],
        cronExpressions: ["@daily"],
        skip: [{ dayOfMonth: 24, month: 12 }],
        startAt: new Date(100_000),
        endAt: new Date(200_000),
        jitterMs: 500,
        timezone: "Europe/Vienna",
      },
      action: {
        type: "startWorkflow",
        workflowType: "Report",
        taskQueue: "q",
        args: ["x"],
        runTimeoutMs: 60_000,
        memo: { note: "m" },
        summary: "a report",
      },
      policies: { overlap: "ALLOW_ALL", catchupWindowMs: 60_000, pauseOnFailure: true },
      state: { note: "new", remainingActions: 3 },
      memo: { team: "blue" },
      triggerImmediately: true,
      backfill: [{ start: new Date(1_000), end: new Date(2_000), overlap: "SKIP" }],
    });
    expect(handle.scheduleId).toBe("s");
    const [request] = server.requests<workflowservice.CreateScheduleRequest>("createSchedule") as [
      workflowservice.CreateScheduleRequest,
    ];
    expect(request).toMatchObject({
      namespace: "n",
      identity: "me",
      scheduleId: "s",
      schedule: {
        spec: {
          structuredCalendar: [
            {
              second: [{ start: 0, end: 0, step: 1 }],
              minute: [
                { start: 0, end: 0, step: 1 },
                { start: 30, end: 40, step: 5 },
              ],
              hour: [{ start: 12, end: 12, step: 1 }],
              dayOfMonth: [{ start: 1, end: 31, step: 1 }],
              month: [{ start: 3, end: 3, step: 1 }],
              year: [],
              dayOfWeek: [{ start: 1, end: 5, step: 1 }],
            },
          ],
          interval: [{ interval: { seconds: 3600n }, phase: { seconds: 60n } }],
          cronString: ["@daily"],
          excludeStructuredCalendar: [{ dayOfMonth: [{ start: 24 }], month: [{ start: 12 }] }],
          startTime: { seconds: 100n },
          endTime: { seconds: 200n },
          jitter: { nanos: 500_000_000 },
          timezoneName: "Europe/Vienna",
        },
        action: {
          action: {
            case: "startWorkflow",
            value: { workflowId: "s-workflow", workflowType: { name: "Report" }, taskQueue: { name: "q" } },
          },
        },
        policies: {
          overlapPolicy: enums.ScheduleOverlapPolicy.ALLOW_ALL,
          catchupWindow: { seconds: 60n },
          pauseOnFailure: true,
        },
        state: { paused: false, notes: "new", limitedActions: true, remainingActions: 3n },
      },
      initialPatch: {
        triggerImmediately: { overlapPolicy: enums.ScheduleOverlapPolicy.ALLOW_ALL },
        backfillRequest: [
          { startTime: { seconds: 1n }, endTime: { seconds: 2n }, overlapPolicy: enums.ScheduleOverlapPolicy.SKIP },
        ],
      },
    });
    const action = request.schedule?.action?.action.value;
    expect(values(action?.input)).toEqual(["x"]);
    expect(value(action?.memo?.fields["note"] as never)).toBe("m");
    expect(value(request.memo?.fields["team"] as never)).toBe("blue");
  });

  test("[CLI-35] of an id that is taken is refused", async () => {
    const desc = errordetails.WorkflowExecutionAlreadyStartedFailureSchema;
    await using server = await scriptedServer({
      createSchedule: () => {
        throw new ConnectError("registered", Code.AlreadyExists, undefined, [{ desc, value: create(desc, {}) }]);
      },
    });
    await using client = new Client(server.address);
    await expectCode(client.createSchedule("s", daily), "RPC_SCHEDULE_ALREADY_EXISTS");
  });

  test.each([
    ["WORKFLOW_INVALID_OPTION", {}],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: undefined }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, action: undefined }],
    ["PROTOCOL_UNKNOWN_OPTION", { ...daily, spec: { cron: "@daily" } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ hours: 1 }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ hour: 24 }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ hour: "noon" }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ hour: { start: 5, end: 4 } }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ hour: { start: 5, end: 6, step: 0 } }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, spec: { calendars: [{ dayOfWeek: "FUNDAY" }] } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, action: { type: "startWorkflow", workflowType: "W" } }],
    ["PROTOCOL_INVALID_OPTION", { ...daily, action: { ...daily.action, type: "start" } }],
    ["PROTOCOL_UNKNOWN_OPTION", { ...daily, action: { ...daily.action, id: "w" } }],
    ["PROTOCOL_INVALID_OPTION", { ...daily, policies: { overlap: "skip" } }],
    ["PROTOCOL_UNKNOWN_OPTION", { ...daily, policies: { catchupWindow: "1h" } }],
    ["PROTOCOL_INVALID_OPTION", { ...daily, state: { remainingActions: -1 } }],
    ["WORKFLOW_INVALID_OPTION", { ...daily, backfill: [{ start: 1, end: 2 }] }],
    ["PROTOCOL_UNKNOWN_OPTION", { ...daily, scheduleId: "s" }],
  ])("[CLI-21] %s for %j, and nothing is sent", async (code, options) => {
    await using server = await scriptedServer({});
    await using client = new Client(server.address);
    await expectCode(client.createSchedule("s", options as never), code);
    expect(server.calls).toHaveLength(0);
  });
});

describe("a handle of a schedule", () => {
  test("[CLI-36] describes", async () => {
    await using server = await scriptedServer({ describeSchedule: () => described });
    await using client = new Client(server.address);
    expect(await client.getScheduleHandle("s").describe()).toMatchObject({
      scheduleId: "s",
      spec: {
        calendars: [{ hour: [{ start: 12, end: 12, step: 1 }], month: [{ start: 1, end: 12, step: 1 }] }],
        intervals: [{ everyMs: 3_600_000, offsetMs: 60_000 }],
        startAt: new Date(100_000),
        jitterMs: 5,
        timezone: "Europe/Vienna",
      },
      action: {
        type: "startWorkflow",
        workflowType: "Report",
        workflowId: "s-workflow",
        taskQueue: "q",
        args: ["x", 1],
        runTimeoutMs: 60_000,
        memo: { note: "m" },
        summary: "a report",
      },
      policies: { overlap: "BUFFER_ONE", catchupWindowMs: 60_000, pauseOnFailure: false },
      state: { paused: true, note: "holiday", remainingActions: 3 },
      memo: { team: "blue" },
      info: {
        actionCount: 5,
        runningWorkflows: [{ workflowId: "s-workflow-1", runId: "r" }],
        recentActions: [
          {
            scheduledAt: new Date(10_000),
            takenAt: new Date(11_000),
            workflowId: "s-workflow-1",
            firstExecutionRunId: "r",
          },
        ],
        nextActionTimes: [new Date(20_000)],
        createdAt: new Date(1_000),
        lastUpdatedAt: undefined,
      },
    });
  });

  test("[CLI-36] updates what a function makes of the description, and loses nothing else", async () => {
    await using server = await scriptedServer({ describeSchedule: () => described, updateSchedule: () => ({}) });
    await using client = new Client(server.address);
    await client.getScheduleHandle("s").update((current) => ({ ...current, state: { paused: false } }));
    type Request = workflowservice.UpdateScheduleRequest;
    const [request] = server.requests<Request>("updateSchedule") as [Request];
    expect(request).toMatchObject({
      scheduleId: "s",
      conflictToken: new Uint8Array([7]),
      schedule: {
        spec: { interval: [{ interval: { seconds: 3600n } }], timezoneName: "Europe/Vienna" },
        policies: { overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ONE },
        state: { paused: false, notes: "", limitedActions: false },
      },
    });
    const action = request.schedule?.action?.action.value;
    expect(values(action?.input)).toEqual(["x", 1]);
    expect(value(action?.header?.fields["trace"] as never)).toBe("t");
    expect(value(action?.userMetadata?.summary as never)).toBe("a report");
  });

  test("[CLI-36] triggers, backfills, pauses, unpauses and deletes", async () => {
    await using server = await scriptedServer({ patchSchedule: () => ({}), deleteSchedule: () => ({}) });
    await using client = new Client(server.address, { identity: "me" });
    const handle = client.getScheduleHandle("s");
    await handle.trigger({ overlap: "BUFFER_ALL" });
    await handle.backfill([{ start: new Date(1_000), end: new Date(2_000) }]);
    await handle.pause({ note: "holiday" });
    await handle.pause();
    await handle.unpause();
    await handle.delete();
    const patches = server.requests<workflowservice.PatchScheduleRequest>("patchSchedule").map(({ patch }) => patch);
    const { triggerImmediately, backfillRequest } = patches[0] as wire.SchedulePatch;
    expect(triggerImmediately?.overlapPolicy).toBe(enums.ScheduleOverlapPolicy.BUFFER_ALL);
    expect(backfillRequest).toEqual([]);
    expect(patches[1]).toMatchObject({ backfillRequest: [{ startTime: { seconds: 1n }, endTime: { seconds: 2n } }] });
    expect(patches.slice(2).map((patch) => [patch?.pause, patch?.unpause])).toEqual([
      ["holiday", ""],
      ["paused", ""],
      ["", "unpaused"],
    ]);
    expect(server.requests("deleteSchedule")[0]).toMatchObject({ scheduleId: "s", identity: "me" });
    await expectCode(handle.pause({ note: "" }), "WORKFLOW_INVALID_OPTION");
    await expectCode(handle.trigger("SKIP" as never), "PROTOCOL_INVALID_OPTION");
    await expectCode(handle.backfill({} as never), "WORKFLOW_INVALID_OPTION");
  });

  test("[CLI-36] names a schedule that is not there", async () => {
    await using server = await scriptedServer({
      describeSchedule: () => {
        throw new ConnectError("none", Code.NotFound);
      },
    });
    await using client = new Client(server.address);
    const error = await expectCode(client.getScheduleHandle("s").describe(), "RPC_SCHEDULE_NOT_FOUND");
    expect(error.details).toMatchObject({ scheduleId: "s" });
    await expectCode(() => client.getScheduleHandle(""), "WORKFLOW_INVALID_OPTION");
  });
});

test("[CLI-36] schedules are listed", async () => {
  await using server = await scriptedServer({
    listSchedules: ({ nextPageToken }) =>
      nextPageToken.length === 0
        ? {
            schedules: [
              {
                scheduleId: "a",
                memo: { fields: { team: payload("blue") } },
                info: {
                  workflowType: { name: "Report" },
                  paused: true,
                  notes: "n",
                  futureActionTimes: [{ seconds: 5n }],
                },
              },
            ],
            nextPageToken: new Uint8Array([1]),
          }
        : { schedules: [create(wire.ScheduleListEntrySchema, { scheduleId: "b" })] },
  });
  await using client = new Client(server.address);
  const [first, second] = await collect(client.listSchedules({ pageSize: 1 }));
  expect(first).toMatchObject({
    scheduleId: "a",
    workflowType: "Report",
    paused: true,
    note: "n",
    memo: { team: "blue" },
    nextActionTimes: [new Date(5_000)],
  });
  expect(second).toMatchObject({ scheduleId: "b", spec: undefined, workflowType: undefined, paused: false });
  expect(server.requests("listSchedules")[0]).toMatchObject({ maximumPageSize: 1 });
});
