import { create } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import { requireNamespace, requireRun } from "../request-checks.ts";
import { notFound } from "../service-errors.ts";
import { holdMs, queueName, waitingSignal } from "./poll.ts";
import type { WorkflowServiceOf } from "./service.ts";

/** Where workers wait for work. A poll that found none gets an empty answer. */
export const workflowPoll: WorkflowServiceOf = (core) => ({
  async pollWorkflowTaskQueue(request, context) {
    const { namespace, taskQueue, identity, workerInstanceKey, workerVersionCapabilities } = request;
    const { id } = requireNamespace(core, namespace);
    const queue = core.queues.workflow(id, queueName(taskQueue));
    const waitMs = holdMs(context, core.settings.pollMs);
    if (core.queues.isGone(workerInstanceKey)) return {};
    const workerVersion = stampOf(workerVersionCapabilities);
    const poller = { identity, workerInstanceKey, workerVersion, signal: waitingSignal(core, context) };
    return (await queue.poll(poller, waitMs)) ?? {};
  },

  async pollActivityTaskQueue({ namespace, taskQueue, taskQueueMetadata, identity, workerInstanceKey }, context) {
    const { id } = requireNamespace(core, namespace);
    const queue = core.queues.activity(id, queueName(taskQueue));
    const waitMs = holdMs(context, core.settings.pollMs);
    if (core.queues.isGone(workerInstanceKey)) return {};
    const { maxTasksPerSecond } = taskQueueMetadata ?? {};
    const poller = { identity, workerInstanceKey, maxTasksPerSecond, signal: waitingSignal(core, context) };
    return (await queue.poll(poller, waitMs)) ?? {};
  },

  shutdownWorker({ namespace, workerInstanceKey, stickyTaskQueue }) {
    const { id } = requireNamespace(core, namespace);
    if (workerInstanceKey !== "") core.queues.workerGone(workerInstanceKey);
    if (stickyTaskQueue !== "") core.queues.dropSticky(id, stickyTaskQueue);
    return {};
  },

  async resetStickyTaskQueue({ namespace, execution }) {
    const run = requireRun(core, namespace, execution);
    if (!run.isOpen) throw notFound("workflow execution already completed");
    await core.transact((transaction) => {
      transaction.change(run).state.sticky = undefined;
    });
    return {};
  },
});

const stampOf = (capabilities: common.WorkerVersionCapabilities | undefined): common.WorkerVersionStamp | undefined =>
  capabilities &&
  create(common.WorkerVersionStampSchema, { buildId: capabilities.buildId, useVersioning: capabilities.useVersioning });
