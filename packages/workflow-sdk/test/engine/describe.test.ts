import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activity, child, complete, seconds, wire } from "./support/commands.ts";
import { TestEngine, type Answer } from "./support/engine.ts";

const { PendingActivityState, PendingWorkflowTaskState, WorkflowExecutionStatus: Status } = enums;

const describe = (engine: TestEngine): Promise<Answer<"describeWorkflowExecution">> =>
  engine.call("describeWorkflowExecution", { execution: { workflowId: "w" } });

const text = (value: string): { metadata: Record<string, Uint8Array>; data: Uint8Array } => ({
  metadata: { encoding: new TextEncoder().encode("json/plain") },
  data: new TextEncoder().encode(JSON.stringify(value)),
});

test("[ENG-68] what a run is, since when, and how much of it there is", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w", { workflowRunTimeout: seconds(100), memo: { fields: { note: text("n") } } });
  const { workflowExecutionInfo: info, executionConfig, workflowExtendedInfo } = await describe(engine);
  expect(info).toMatchObject({
    execution: { workflowId: "w", runId },
    type: { name: "Type" },
    status: Status.RUNNING,
    startTime: { seconds: 1_700_000_000n },
    historyLength: 2n,
    taskQueue: "queue",
    rootExecution: { workflowId: "w", runId },
    firstRunId: runId,
    memo: { fields: { note: text("n") } },
  });
  expect(info?.closeTime).toBeUndefined();
  expect(info?.historySizeBytes).toBeGreaterThan(0n);
  expect(executionConfig).toMatchObject({ taskQueue: { name: "queue" }, defaultWorkflowTaskTimeout: { seconds: 10n } });
  expect(workflowExtendedInfo).toMatchObject({
    runExpirationTime: { seconds: 1_700_000_100n },
    cancelRequested: false,
  });
  await engine.clock.advance(3000);
  await engine.turn([complete()]);
  expect((await describe(engine)).workflowExecutionInfo).toMatchObject({
    status: Status.COMPLETED,
    closeTime: { seconds: 1_700_000_003n },
    executionDuration: { seconds: 3n },
  });
});

test("[ENG-68] what it waits for", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  expect((await describe(engine)).pendingWorkflowTask).toMatchObject({
    state: PendingWorkflowTaskState.SCHEDULED,
    attempt: 1,
  });
  await engine.turn([activity("a"), child("child")]);
  const { taskToken } = (await engine.activityTask()) ?? { taskToken: new Uint8Array() };
  await engine.call("recordActivityTaskHeartbeat", { taskToken, details: { payloads: [text("half")] } });
  const { pendingActivities, pendingChildren } = await describe(engine);
  expect(pendingActivities).toMatchObject([
    {
      activityId: "a",
      state: PendingActivityState.STARTED,
      heartbeatDetails: { payloads: [text("half")] },
      lastWorkerIdentity: "worker",
    },
  ]);
  expect(pendingChildren).toMatchObject([{ workflowId: "child", workflowTypeName: "Child", initiatedId: 6n }]);
  await engine.call("respondActivityTaskFailed", { taskToken, failure: { message: "oops" } });
  expect((await describe(engine)).pendingActivities).toMatchObject([
    {
      state: PendingActivityState.SCHEDULED,
      attempt: 2,
      currentRetryInterval: { seconds: 1n },
      nextAttemptScheduleTime: { seconds: 1_700_000_001n },
    },
  ]);
});

test("[ENG-69] what a workflow notes about itself is listed, and null takes it away", async () => {
  using engine = new TestEngine();
  engine.core.visibility.attributes.add("default", "Customer", "Keyword");
  await engine.start("w", { memo: { fields: { old: text("o") } } });
  const nothing = { metadata: { encoding: new TextEncoder().encode("binary/null") }, data: new Uint8Array() };
  await engine.turn([
    wire("upsertWorkflowSearchAttributes", { searchAttributes: { indexedFields: { Customer: text("Ada") } } }),
    wire("modifyWorkflowProperties", { upsertedMemo: { fields: { old: nothing, new: text("n") } } }),
  ]);
  const found = engine.core.visibility.list({
    kind: "workflow",
    namespace: "default",
    query: "Customer = 'Ada'",
    pageSize: 10,
    pageToken: new Uint8Array(),
  });
  expect(found.records.map(({ id }) => id)).toEqual(["w"]);
  expect(Object.keys((await describe(engine)).workflowExecutionInfo?.memo?.fields ?? {})).toEqual(["new"]);
});

test("[ENG-69] an unknown search attribute fails the task", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  const upsert = wire("upsertWorkflowSearchAttributes", { searchAttributes: { indexedFields: { Nope: text("x") } } });
  await expect(engine.turn([upsert])).rejects.toThrow("BadSearchAttributes");
  expect((await engine.events("w")).at(-1)?.attributes.value).toMatchObject({
    cause: enums.WorkflowTaskFailedCause.BAD_SEARCH_ATTRIBUTES,
  });
});

test("[ENG-68] a closed run still shows what it waited for, and which builds worked on it", async () => {
  using engine = new TestEngine();
  const runId = await engine.start("w");
  await engine.turn([activity("a"), child("child")], { workerVersionStamp: { buildId: "b1" } });
  await engine.call("terminateWorkflowExecution", { workflowExecution: { workflowId: "w" } });
  const { pendingActivities, pendingChildren, workflowExecutionInfo: info } = await describe(engine);
  expect([pendingActivities.length, pendingChildren.length]).toEqual([1, 1]);
  expect(await engine.activityTask()).toBeUndefined();
  expect(info?.autoResetPoints?.points).toMatchObject([{ buildId: "b1", runId, firstWorkflowTaskCompletedId: 4n }]);
  const builds = info?.searchAttributes?.indexedFields["BuildIds"]?.data;
  expect(new TextDecoder().decode(builds)).toBe('["unversioned","unversioned:b1"]');
});
