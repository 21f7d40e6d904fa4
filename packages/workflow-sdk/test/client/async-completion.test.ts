import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { ActivityNotFoundError, ApplicationFailure, Client, type AsyncActivityRef } from "../../src/index.ts";
import { values } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

type Heartbeat = MessageInitShape<typeof workflowservice.RecordActivityTaskHeartbeatResponseSchema>;

const all = (answer: () => object): Handlers => ({
  respondActivityTaskCompleted: answer,
  respondActivityTaskCompletedById: answer,
  respondActivityTaskFailed: answer,
  respondActivityTaskFailedById: answer,
  respondActivityTaskCanceled: answer,
  respondActivityTaskCanceledById: answer,
  recordActivityTaskHeartbeat: answer,
  recordActivityTaskHeartbeatById: answer,
});

const taskToken = new Uint8Array([1, 2, 3]);
const ways: readonly (readonly [string, AsyncActivityRef, string, object])[] = [
  ["token", { taskToken }, "", { taskToken }],
  ["ids", { activityId: "a", workflowId: "w", runId: "r" }, "ById", { activityId: "a", workflowId: "w", runId: "r" }],
  ["the id of a standalone activity", { activityId: "a" }, "ById", { activityId: "a", workflowId: "", runId: "" }],
];

test.each(ways)("[CLI-34] by %s: complete, fail, cancel, heartbeat", async (_, ref, suffix, fields) => {
  await using server = await scriptedServer(all(() => ({})));
  await using client = new Client(server.address, { namespace: "n", identity: "me" });
  const handle = client.getAsyncActivityHandle(ref);
  await handle.complete({ total: 3 });
  await handle.fail(ApplicationFailure.nonRetryable("no disk", "Disk"));
  await handle.reportCancellation("why", 2);
  await handle.heartbeat(0.5, "half");
  const common = { ...fields, namespace: "n", identity: "me" };
  type Completed = workflowservice.RespondActivityTaskCompletedRequest;
  const [completed] = server.requests<Completed>(`respondActivityTaskCompleted${suffix}`) as [Completed];
  expect(completed).toMatchObject(common);
  expect(values(completed.result)).toEqual([{ total: 3 }]);
  expect(server.requests(`respondActivityTaskFailed${suffix}`)[0]).toMatchObject({
    ...common,
    failure: { message: "no disk", failureInfo: { value: { type: "Disk", nonRetryable: true } } },
  });
  type Canceled = workflowservice.RespondActivityTaskCanceledRequest;
  const [canceled] = server.requests<Canceled>(`respondActivityTaskCanceled${suffix}`) as [Canceled];
  expect(canceled).toMatchObject(common);
  expect(values(canceled.details)).toEqual(["why", 2]);
  type Beat = workflowservice.RecordActivityTaskHeartbeatRequest;
  const [beat] = server.requests<Beat>(`recordActivityTaskHeartbeat${suffix}`) as [Beat];
  expect(beat).toMatchObject(common);
  expect(values(beat.details)).toEqual([0.5, "half"]);
});

test.each<[string, Heartbeat]>([
  ["WORKFLOW_ACTIVITY_CANCELLED", { cancelRequested: true, activityPaused: true }],
  ["WORKFLOW_ACTIVITY_RESET", { activityReset: true }],
  ["WORKFLOW_ACTIVITY_PAUSED", { activityPaused: true }],
])("[CLI-34] %s is what a heartbeat throws for %j", async (code, answer) => {
  await using server = await scriptedServer(all(() => answer));
  await using client = new Client(server.address);
  await expectCode(client.getAsyncActivityHandle({ taskToken }).heartbeat(), code);
  await expectCode(client.getAsyncActivityHandle({ activityId: "a" }).heartbeat(), code);
});

test("[CLI-34] an activity that has ended already is not found", async () => {
  await using server = await scriptedServer(
    all(() => {
      throw new ConnectError("gone", Code.NotFound);
    }),
  );
  await using client = new Client(server.address);
  const handle = client.getAsyncActivityHandle({ activityId: "a", workflowId: "w" });
  for (const call of [() => handle.complete(1), () => handle.fail(new Error("x")), () => handle.heartbeat()]) {
    const error = await expectCode(call, "RPC_ACTIVITY_NOT_FOUND");
    expect(error).toBeInstanceOf(ActivityNotFoundError);
    expect(error).toMatchObject({ activityId: "a" });
  }
});

test.each([
  ["WORKFLOW_INVALID_OPTION", undefined],
  ["WORKFLOW_INVALID_OPTION", {}],
  ["WORKFLOW_INVALID_OPTION", { activityId: "" }],
  ["WORKFLOW_INVALID_OPTION", { activityId: "a", workflowId: "" }],
  ["WORKFLOW_INVALID_OPTION", { taskToken: new Uint8Array() }],
  ["WORKFLOW_INVALID_OPTION", { taskToken: "abc" }],
  ["PROTOCOL_UNKNOWN_OPTION", { taskToken, activityId: "a" }],
])("[CLI-21] %s for the reference %j", async (code, ref) => {
  await using client = new Client("localhost");
  await expectCode(() => client.getAsyncActivityHandle(ref as never), code);
});
