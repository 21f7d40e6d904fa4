import { Code, ConnectError } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { Connection } from "../../src/client-face.ts";
import { payloads } from "../client/support/payloads.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";
import { plan, steer } from "./samples/schedules.ts";
import { redirect, redirectNew } from "./samples/updates.ts";

// Samples of what the server in memory does not do yet.

const { COMPLETED } = enums.UpdateWorkflowExecutionLifecycleStage;
const updateRef = { workflowExecution: { workflowId: "order-7", runId: "r" }, updateId: "u" };
const redirected = {
  stage: COMPLETED,
  updateRef,
  outcome: { value: { case: "success" as const, value: payloads("on its way") } },
};
const refused = {
  stage: COMPLETED,
  updateRef,
  outcome: {
    value: {
      case: "failure" as const,
      value: { message: "too late", failureInfo: { case: "applicationFailureInfo" as const, value: {} } },
    },
  },
};

test("[FACE-14] a schedule of the official kind is planned, found again, steered and gone", async () => {
  let planned = false;
  await using server = await scriptedServer({
    createSchedule: () => {
      if (planned) throw new ConnectError("there already", Code.AlreadyExists);
      planned = true;
      return {};
    },
    describeSchedule: () => {
      if (!planned) throw new ConnectError("gone", Code.NotFound);
      const workflow = { workflowType: { name: "report" }, taskQueue: { name: "shop" }, workflowId: "report" };
      return { schedule: { spec: {}, action: { action: { case: "startWorkflow", value: workflow } } }, info: {} };
    },
    patchSchedule: () => ({}),
    updateSchedule: () => ({}),
    deleteSchedule: () => {
      planned = false;
      return {};
    },
  });
  await using connection = Connection.lazy({ address: server.address });
  await plan(connection, "north", "shop");
  const handle = await plan(connection, "north", "shop");
  expect(await steer(handle)).toEqual(["gone: report-north"]);
  expect(server.requests("createSchedule")[0]).toMatchObject({
    schedule: {
      spec: {
        structuredCalendar: [{ comment: "mornings", dayOfWeek: [{ start: 1, end: 5 }], hour: [{ start: 7 }] }],
        excludeStructuredCalendar: [{ month: [{ start: 1 }], dayOfMonth: [{ start: 1 }] }],
        interval: [{ interval: { seconds: 86_400n }, phase: { seconds: 7200n } }],
      },
      policies: { overlapPolicy: enums.ScheduleOverlapPolicy.BUFFER_ONE, pauseOnFailure: true },
    },
  });
  expect(server.requests("updateSchedule")[0]).toMatchObject({
    schedule: {
      policies: { overlapPolicy: enums.ScheduleOverlapPolicy.CANCEL_OTHER },
      state: { notes: "changed" },
      action: { action: { value: { workflowType: { name: "report" } } } },
    },
  });
});

test("[FACE-14] an update of the official kind is carried out, refused, or given up", async () => {
  await using server = await scriptedServer({
    updateWorkflowExecution: ({ request }) => {
      const id = request?.meta?.updateId;
      if (id === "to-nowhere") return refused;
      if (id === "to-the moon") throw new ConnectError("stopped", Code.Canceled);
      return redirected;
    },
    executeMultiOperation: () => ({
      responses: [
        { response: { case: "startWorkflow", value: { runId: "r", started: true } } },
        { response: { case: "updateWorkflow", value: redirected } },
      ],
    }),
  });
  await using connection = Connection.lazy({ address: server.address });
  expect(await redirect(connection, "order-7", "home")).toBe("on its way");
  expect(await redirect(connection, "order-7", "nowhere")).toBe("refused: too late");
  const moon = connection.withDeadline(Date.now() + 50, () => redirect(connection, "order-7", "the moon"));
  expect(await moon).toMatch(/^(took too long|given up)$/);
  expect(await redirectNew(connection, "shop", "home")).toEqual(["order-7", "order-7", "on its way"]);
});
