import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import type { WorkflowServiceClient } from "../../src/testing/script-connection.ts";
import { type ScriptFailure, toWireFailure } from "../../src/testing/script-failure.ts";
import { fromPayload, toPayloads } from "../../src/testing/wire-values.ts";

/** One attempt of an activity. */
export interface ActivityTurn {
  readonly attempt: number;
  readonly input: readonly unknown[];
  /** Tells whether the activity's cancellation is requested. */
  readonly heartbeat: (...details: readonly unknown[]) => Promise<boolean>;
  /** Heartbeats until the cancellation is requested. */
  readonly cancelled: () => Promise<void>;
}

export type ActivityAnswer =
  | { readonly complete: readonly unknown[] }
  | { readonly fail: ScriptFailure | string }
  | { readonly cancel: readonly unknown[] }
  | "silent";

export type ScriptedActivity = (turn: ActivityTurn) => ActivityAnswer | Promise<ActivityAnswer>;

interface Polling {
  readonly service: WorkflowServiceClient;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly activities: Readonly<Record<string, ScriptedActivity>>;
  readonly signal: AbortSignal;
  /** The server has taken the answer of an activity. */
  readonly onAnswered: () => void;
}

const identity = "scripted-activities";

/** Answers the activity tasks of a queue, one after the other, until its signal aborts. */
export const pollActivities = async (polling: Polling): Promise<void> => {
  const { service, namespace, taskQueue, signal } = polling;
  const request = { namespace, identity, taskQueue: { name: taskQueue, kind: enums.TaskQueueKind.NORMAL } };
  while (!signal.aborted) {
    try {
      const task = await service.pollActivityTaskQueue(request, { signal, timeoutMs: 70_000 });
      if (task.taskToken.length === 0) continue;
      await answer(polling, task);
      polling.onAnswered();
    } catch (error) {
      if (signal.aborted) return;
      // An activity that timed out in the meantime is not found; the history tells of it.
      if (ConnectError.from(error).code !== Code.NotFound) await sleep(100);
    }
  }
};

const answer = async (
  { service, namespace, activities, signal }: Polling,
  task: workflowservice.PollActivityTaskQueueResponse,
): Promise<void> => {
  const { taskToken, attempt } = task;
  const heartbeat = async (...details: readonly unknown[]): Promise<boolean> => {
    const request = {
      namespace,
      identity,
      taskToken,
      ...(details.length > 0 && { details: toPayloads(details) ?? {} }),
    };
    return (await service.recordActivityTaskHeartbeat(request)).cancelRequested;
  };
  const cancelled = async (): Promise<void> => {
    while (!(await heartbeat())) await sleep(50, undefined, { signal });
  };
  const input = (task.input?.payloads ?? []).map(fromPayload);
  const script = activities[task.activityType?.name ?? ""];
  const given = (await script?.({ attempt, input, heartbeat, cancelled })) ?? "silent";
  if (given === "silent") return;
  const request = { taskToken, namespace, identity };
  if ("complete" in given) {
    const result = given.complete.length === 0 ? undefined : toPayloads(given.complete);
    await service.respondActivityTaskCompleted({ ...request, ...(result && { result }) });
  } else if ("fail" in given) {
    await service.respondActivityTaskFailed({ ...request, failure: toWireFailure(given.fail) });
  } else {
    await service.respondActivityTaskCanceled({ ...request, details: toPayloads(given.cancel) ?? {} });
  }
};
