import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { enums, type taskqueue, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { toDuration, toTimestamp } from "../engine/time.ts";
import type { TaskQueue } from "../matching/task-queue.ts";
import { requireNamespace } from "../request-checks.ts";
import { invalidArgument } from "../service-errors.ts";

const { TaskQueueType, DescribeTaskQueueMode } = enums;

type Queue = Pick<TaskQueue<unknown>, "pollers" | "backlog">;
type Stats = MessageInitShape<typeof taskqueue.TaskQueueStatsSchema>;
type Pollers = MessageInitShape<typeof taskqueue.PollerInfoSchema>[];

/** Who polls a task queue, and what waits in it. */
export const taskQueueService = (
  core: ServerCore,
): Pick<ServiceImpl<typeof workflowservice.WorkflowService>, "describeTaskQueue"> => ({
  describeTaskQueue: (request) => {
    const { id } = requireNamespace(core, request.namespace);
    const name = request.taskQueue?.name ?? "";
    if (name === "") throw invalidArgument("taskQueue is not set");
    const queueOf = (type: enums.TaskQueueType): Queue =>
      type === TaskQueueType.ACTIVITY ? core.queues.activity(id, name) : core.queues.workflow(id, name);
    const stats = (queue: Queue): Stats => statsOf(queue, core.clock.now());
    if (request.apiMode === DescribeTaskQueueMode.ENHANCED) {
      const types = request.taskQueueTypes.length > 0 ? request.taskQueueTypes : [TaskQueueType.WORKFLOW];
      const typesInfo = types.map((type): [number, MessageInitShape<typeof taskqueue.TaskQueueTypeInfoSchema>] => [
        type,
        {
          pollers: request.reportPollers ? pollersOf(queueOf(type)) : [],
          ...(request.reportStats ? { stats: stats(queueOf(type)) } : {}),
        },
      ]);
      return { versionsInfo: { "": { typesInfo: Object.fromEntries(typesInfo) } } };
    }
    const queue = queueOf(request.taskQueueType);
    return {
      pollers: pollersOf(queue),
      versioningInfo: { currentVersion: "__unversioned__" },
      ...(request.reportStats ? { stats: stats(queue) } : {}),
      ...(request.includeTaskQueueStatus ? { taskQueueStatus: { backlogCountHint: BigInt(queue.backlog.count) } } : {}),
    };
  },
});

const pollersOf = ({ pollers }: Queue): Pollers =>
  pollers.map(({ identity, lastAccessMs }) => ({ identity, lastAccessTime: toTimestamp(lastAccessMs) }));

function statsOf({ backlog: { count, oldestMs } }: Queue, nowMs: number): Stats {
  const ageMs = oldestMs === undefined ? 0 : nowMs - oldestMs;
  return { approximateBacklogCount: BigInt(count), approximateBacklogAge: toDuration(ageMs) };
}
