import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { activityBench, namespace } from "./support/activities.ts";
import { statusOf } from "./support/expect-status.ts";

const taskQueue = { name: "q" };
const taskQueueType = enums.TaskQueueType.ACTIVITY;

test("[SRV-33] a task queue tells who polls it, and what waits in it since when", async () => {
  await using bench = await activityBench();
  const { workflows, clock } = bench;
  const empty = await workflows.describeTaskQueue({ namespace, taskQueue, taskQueueType, reportStats: true });
  expect(empty).toMatchObject({ pollers: [], stats: { approximateBacklogCount: 0n } });
  await bench.start("a");
  await clock.advance(2000);
  await bench.start("b");
  const request = { namespace, taskQueue, taskQueueType, reportStats: true, includeTaskQueueStatus: true };
  expect(await workflows.describeTaskQueue(request)).toMatchObject({
    stats: { approximateBacklogCount: 2n, approximateBacklogAge: { seconds: 2n } },
    taskQueueStatus: { backlogCountHint: 2n },
  });
  await bench.poll();
  const { pollers, stats } = await workflows.describeTaskQueue(request);
  expect([pollers.map(({ identity }) => identity), stats?.approximateBacklogCount]).toEqual([["worker"], 1n]);
  // Workflow tasks have a queue of their own.
  expect((await workflows.describeTaskQueue({ namespace, taskQueue })).pollers).toEqual([]);
});

test("[SRV-33] the same by types, as newer clients ask for it", async () => {
  await using bench = await activityBench();
  await bench.start("a");
  const { versionsInfo } = await bench.workflows.describeTaskQueue({
    namespace,
    taskQueue,
    apiMode: enums.DescribeTaskQueueMode.ENHANCED,
    taskQueueTypes: [1, 2],
    reportStats: true,
    reportPollers: true,
  });
  const { typesInfo } = versionsInfo[""] ?? {};
  expect([1, 2].map((type) => typesInfo?.[type]?.stats?.approximateBacklogCount)).toEqual([0n, 1n]);
});

test("[SRV-33] a task queue needs a name", async () => {
  await using bench = await activityBench();
  const nameless = statusOf(() => bench.workflows.describeTaskQueue({ namespace }));
  expect(await nameless).toEqual({ code: "InvalidArgument", message: "taskQueue is not set" });
});
