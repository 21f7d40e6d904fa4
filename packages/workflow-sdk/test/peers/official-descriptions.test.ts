import * as officialClient from "@temporalio/client";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import * as client from "../../src/client-face.ts";
import { payloads } from "../client/support/payloads.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";

const described = {
  schedule: {
    spec: {
      interval: [{ interval: { seconds: 86_400n }, phase: { seconds: 60n } }],
      structuredCalendar: [
        {
          second: [{ start: 0, end: 0, step: 1 }],
          minute: [{ start: 30, end: 30, step: 1 }],
          hour: [{ start: 7, end: 9, step: 2 }],
          dayOfMonth: [{ start: 1, end: 31, step: 1 }],
          month: [{ start: 1, end: 12, step: 3 }],
          dayOfWeek: [{ start: 1, end: 5, step: 1 }],
          comment: "mornings",
        },
      ],
      startTime: { seconds: 1_700_000_000n },
      jitter: { seconds: 5n },
      timezoneName: "Europe/Vienna",
    },
    action: {
      action: {
        case: "startWorkflow" as const,
        value: {
          workflowId: "report",
          workflowType: { name: "report" },
          taskQueue: { name: "shop" },
          input: payloads("north"),
          workflowRunTimeout: { seconds: 60n },
          retryPolicy: { maximumAttempts: 2, initialInterval: { seconds: 1n } },
        },
      },
    },
    policies: { overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: { seconds: 60n } },
    state: { notes: "new", paused: true, limitedActions: true, remainingActions: 3n },
  },
  info: {
    actionCount: 4n,
    runningWorkflows: [{ workflowId: "report-1", runId: "r" }],
    futureActionTimes: [{ seconds: 1_800_000_000n }],
    createTime: { seconds: 1_700_000_000n },
  },
};

/** What code may read of a description. */
function facts({ scheduleId, spec, action, policies, state, info }: client.ScheduleDescription): unknown {
  const [calendar] = spec.calendars ?? [];
  const { intervals, startAt, jitter, timezone } = spec;
  const { type, workflowType, workflowId, taskQueue, args, workflowRunTimeout, retry } = action;
  const { numActionsTaken, runningActions, nextActionTimes, createdAt } = info;
  return {
    scheduleId,
    calendar,
    spec: { intervals, startAt, jitter, timezone },
    action: { type, workflowType, workflowId, taskQueue, args, workflowRunTimeout, attempts: retry?.maximumAttempts },
    policies,
    state,
    info: { numActionsTaken, runningActions, nextActionTimes, createdAt },
  };
}

test("[FACE-8] the description of a schedule says what the official client's says", async () => {
  await using server = await scriptedServer({ describeSchedule: () => described, getSystemInfo: () => ({}) });
  const { address } = server;
  const theirs = await officialClient.Connection.connect({ address });
  await using ours = client.Connection.lazy({ address });
  const official = await new officialClient.ScheduleClient({ connection: theirs }).getHandle("s").describe();
  const own = await new client.ScheduleClient({ connection: ours }).getHandle("s").describe();
  await theirs.close();
  expect(facts(own)).toEqual(facts(official as unknown as client.ScheduleDescription));
});
