import { randomUUID } from "node:crypto";
import type { ServerCore } from "../core.ts";
import { startActivity } from "../engine/activities.ts";
import type { Run } from "../engine/run.ts";
import type { PendingActivity } from "../engine/run-state.ts";
import { activityTaskAnswer } from "../services/activity-task-answer.ts";

/** Puts an attempt of an activity where workers look for it. */
export function offerActivityTask(core: ServerCore, run: Run, scheduledEventId: number): void {
  const offered = run.state.activities.get(scheduledEventId);
  if (offered === undefined || !isWaiting(offered)) return;
  const { taskQueue, priority } = offered.scheduled;
  core.queues.activity(run.facts.namespaceId, taskQueue?.name ?? "").offer({
    priority: priority?.priorityKey || 3,
    start: async ({ identity }) => {
      const activity = run.state.activities.get(scheduledEventId);
      if (!run.isOpen || activity === undefined || !isWaiting(activity) || activity.attempt !== offered.attempt)
        return undefined;
      const started = await core.transact((transaction) =>
        startActivity(transaction.change(run), activity, { requestId: randomUUID(), identity }),
      );
      return activityTaskAnswer(run, started);
    },
  });
}

const isWaiting = ({ started, isDispatched }: PendingActivity): boolean => started === undefined && isDispatched;
