import { Code, type ConnectError } from "@connectrpc/connect";
import { enums, errordetails } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activityBench, defaults, namespace, seconds, type StartRequest } from "./support/activities.ts";
import { statusOf } from "./support/expect-status.ts";
import { attribute } from "./support/records.ts";
import { payloads, valueOf } from "./support/served.ts";

const { ActivityIdReusePolicy: Reuse, ActivityIdConflictPolicy: Conflict } = enums;

test("[SRV-22] a worker gets the activity as a task without a workflow, and its result ends it", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  const runId = await bench.start("a", {
    input: payloads("Ada"),
    header: { fields: { trace: attribute("t") } },
    priority: { priorityKey: 2 },
  });
  const task = await bench.poll();
  expect(task).toMatchObject({
    activityId: "a",
    activityRunId: runId,
    activityType: { name: "charge" },
    workflowExecution: { workflowId: "", runId: "" },
    workflowNamespace: namespace,
    attempt: 1,
    priority: { priorityKey: 2 },
    scheduleToCloseTimeout: seconds(0),
    startToCloseTimeout: seconds(10),
    heartbeatTimeout: seconds(0),
    retryPolicy: { initialInterval: seconds(1), maximumInterval: seconds(100), backoffCoefficient: 2 },
  });
  expect([valueOf(task.input), task.workflowType, Object.keys(task.header?.fields ?? {})]).toEqual([
    "Ada",
    undefined,
    ["trace"],
  ]);
  const done = workflows.pollActivityExecution({ namespace, activityId: "a" });
  await workflows.respondActivityTaskCompleted({ namespace, taskToken: task.taskToken, result: payloads("Hello") });
  const { outcome, runId: polled } = await done;
  expect([polled, outcome?.value.case, valueOf(outcome?.value.value as never)]).toEqual([runId, "result", "Hello"]);
  expect((await bench.info("a")).status).toBe(enums.ActivityExecutionStatus.COMPLETED);
});

test("[SRV-23] a running id is refused, or means the one that runs", async () => {
  await using bench = await activityBench();
  const runId = await bench.start("a", { requestId: "first" });
  const error = (await bench.start("a").catch((reason: unknown) => reason)) as ConnectError;
  expect(error.code).toBe(Code.AlreadyExists);
  expect(error.findDetails(errordetails.ActivityExecutionAlreadyStartedFailureSchema)).toMatchObject([
    { startRequestId: "first", runId },
  ]);
  const again = { ...defaults("a"), idConflictPolicy: Conflict.USE_EXISTING };
  expect(await bench.workflows.startActivityExecution(again)).toMatchObject({ runId, started: false });
});

test("[SRV-23] a closed id is used again as the policy says", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  const close = async (activityId: string, how: "completed" | "terminated"): Promise<void> => {
    await bench.start(activityId);
    if (how === "terminated") await workflows.terminateActivityExecution({ namespace, activityId });
    else await workflows.respondActivityTaskCompletedById({ namespace, activityId });
  };
  await close("done", "completed");
  await close("stopped", "terminated");
  const restart = async (activityId: string, idReusePolicy: StartRequest["idReusePolicy"]): Promise<string> => {
    const call = bench.start(activityId, { idReusePolicy: idReusePolicy ?? 0 });
    return call.then(
      () => "started",
      (error: ConnectError) => Code[error.code] ?? "",
    );
  };
  expect(await restart("done", Reuse.REJECT_DUPLICATE)).toBe("AlreadyExists");
  expect(await restart("stopped", Reuse.REJECT_DUPLICATE)).toBe("AlreadyExists");
  expect(await restart("done", Reuse.ALLOW_DUPLICATE_FAILED_ONLY)).toBe("AlreadyExists");
  expect(await restart("stopped", Reuse.ALLOW_DUPLICATE_FAILED_ONLY)).toBe("started");
  expect(await restart("done", Reuse.ALLOW_DUPLICATE)).toBe("started");
});

test("[SRV-23] the same request sent again starts nothing, also when the activity has ended", async () => {
  await using bench = await activityBench();
  const { workflows } = bench;
  const request = { ...defaults("a"), requestId: "r" };
  const { runId, started } = await workflows.startActivityExecution(request);
  await workflows.respondActivityTaskCompletedById({ namespace, activityId: "a" });
  expect([started, await workflows.startActivityExecution(request)]).toMatchObject([true, { runId, started: false }]);
});

test("[SRV-24] a timeout that is missing is that of its frame, and none is longer", async () => {
  await using bench = await activityBench();
  const none = { startToCloseTimeout: seconds(0) };
  await bench.start("whole", { ...none, scheduleToCloseTimeout: seconds(7), heartbeatTimeout: seconds(60) });
  expect(await bench.info("whole")).toMatchObject({
    scheduleToCloseTimeout: seconds(7),
    scheduleToStartTimeout: seconds(7),
    startToCloseTimeout: seconds(7),
    heartbeatTimeout: seconds(7),
  });
  await bench.start("attempt", { scheduleToStartTimeout: seconds(99) });
  expect(await bench.info("attempt")).toMatchObject({
    scheduleToCloseTimeout: seconds(0),
    scheduleToStartTimeout: seconds(99),
    startToCloseTimeout: seconds(10),
  });
  expect((await bench.info("attempt")).expirationTime).toBeUndefined();
});

test.each<[message: string, more: StartRequest]>([
  ["activityId is not set", { activityId: "" }],
  ["activityType is not set", { activityType: { name: "" } }],
  ["taskQueue is not set", { taskQueue: undefined }],
  ["missing task queue name", { taskQueue: { name: "" } }],
  ["task queue name cannot start with reserved prefix /_sys/", { taskQueue: { name: "/_sys/q" } }],
  ["activityId exceeds length limit. Length=1001 Limit=1000", { activityId: "x".repeat(1001) }],
  ["request ID exceeds length limit. Length=1001 Limit=1000", { requestId: "x".repeat(1001) }],
  [
    "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId=a ActivityType=charge",
    { startToCloseTimeout: seconds(0) },
  ],
  ["invalid HeartbeatTimeout: negative duration", { heartbeatTimeout: seconds(-1) }],
  ["invalid StartDelay: negative duration", { startDelay: seconds(-1) }],
  [
    "MaximumAttempts cannot be negative on retry policy.",
    { retryPolicy: { maximumAttempts: -1, backoffCoefficient: 1 } },
  ],
  ["BackoffCoefficient cannot be less than 1 on retry policy.", { retryPolicy: { backoffCoefficient: 0.5 } }],
  ["invalid priorities: priority key can't be negative", { priority: { priorityKey: -1 } }],
  ["input exceeds length limit", { input: payloads("x".repeat(2_100_000)) }],
  [
    "user_metadata.summary exceeds size limit. Length=529 Limit=400",
    { userMetadata: { summary: attribute("x".repeat(500)) } },
  ],
  [
    "Namespace default has no mapping defined for search attribute Foo",
    { searchAttributes: { indexedFields: { Foo: attribute(1) } } },
  ],
  ["unsupported ID reuse policy: 9", { idReusePolicy: 9 as 1 }],
  ["unsupported ID conflict policy: 9", { idConflictPolicy: 9 as 1 }],
  ["taskQueue length exceeds limit", { taskQueue: { name: "x".repeat(1001) } }],
  [
    "completion callbacks are not enabled for this namespace",
    { completionCallbacks: [{ variant: { case: "nexus", value: { url: "http://localhost" } } }] },
  ],
  [
    "on_conflict_options: attach_request_id requires at least one completion callback or link",
    { onConflictOptions: { attachRequestId: true } },
  ],
])("[SRV-24] a start is refused: %s", async (message, more) => {
  await using bench = await activityBench();
  expect(await statusOf(() => bench.start("a", more))).toEqual({ code: "InvalidArgument", message });
});

test("[SRV-24] a start delay holds the first attempt back, and the timeouts with it", async () => {
  await using bench = await activityBench();
  await bench.start("a", { startDelay: seconds(30), scheduleToCloseTimeout: seconds(40) });
  const task = bench.poll();
  await bench.clock.advance(29_999);
  expect((await bench.info("a")).runState).toBe(enums.PendingActivityState.SCHEDULED);
  expect((await bench.info("a")).nextAttemptScheduleTime).toEqual((await bench.info("a")).executionTime);
  await bench.clock.advance(1);
  expect((await task).activityId).toBe("a");
  const { scheduleTime, expirationTime } = await bench.info("a");
  expect(Number(expirationTime?.seconds) - Number(scheduleTime?.seconds)).toBe(70);
});
