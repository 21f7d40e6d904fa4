import type { MessageInitShape } from "@bufbuild/protobuf";
import { ManualClock } from "@millrace/protocol/testing";
import type { activity, workflowservice } from "@millrace/protocol/temporal";
import { serve, type Served } from "./served.ts";

export const namespace = "default";

export type StartRequest = MessageInitShape<typeof workflowservice.StartActivityExecutionRequestSchema>;

/** A server whose clock stands still, and a worker that does what it is told. */
export interface ActivityBench extends AsyncDisposable, Served {
  readonly clock: ManualClock;
  /** Starts `charge` on queue `q` with 10 s from start to close; gives the run id. */
  start(activityId: string, more?: StartRequest): Promise<string>;
  /** The next task of the queue; without one the poll is held. */
  poll(): Promise<workflowservice.PollActivityTaskQueueResponse>;
  info(activityId: string): Promise<activity.ActivityExecutionInfo>;
  outcome(activityId: string): Promise<activity.ActivityExecutionOutcome | undefined>;
}

/** 2026-01-01. */
const startMs = 1_767_225_600_000;

export async function activityBench(): Promise<ActivityBench> {
  const clock = new ManualClock({ nowMs: startMs });
  const served = await serve({ clock });
  const { workflows } = served;
  return {
    ...served,
    clock,
    start: async (activityId, more = {}) => {
      const { runId } = await workflows.startActivityExecution({ ...defaults(activityId), ...more } as StartRequest);
      return runId;
    },
    poll: () => workflows.pollActivityTaskQueue({ namespace, taskQueue: { name: "q" }, identity: "worker" }),
    info: async (activityId) => {
      const wanted = { includeHeartbeatDetails: true, includeLastFailure: true };
      const { info } = await workflows.describeActivityExecution({ namespace, activityId, ...wanted });
      if (info === undefined) throw new Error("the answer has no info");
      return info;
    },
    outcome: async (activityId) => {
      const answer = await workflows.describeActivityExecution({ namespace, activityId, includeOutcome: true });
      return answer.outcome;
    },
  };
}

export const defaults = (activityId: string): StartRequest => ({
  namespace,
  activityId,
  activityType: { name: "charge" },
  taskQueue: { name: "q" },
  startToCloseTimeout: seconds(10),
  identity: "client",
});

export const seconds = (count: number): { seconds: bigint; nanos: number } => ({
  seconds: BigInt(Math.floor(count)),
  nanos: Math.round((count % 1) * 1e9),
});

/** Message and kind of a failure: `"boom"`, `"activity StartToClose timeout/timeoutFailureInfo"`. */
export function failureOf(outcome: activity.ActivityExecutionOutcome | undefined): string | undefined {
  if (outcome?.value.case !== "failure") return undefined;
  const { message, failureInfo } = outcome.value.value;
  return failureInfo.case === undefined ? message : `${message}/${failureInfo.case}`;
}
