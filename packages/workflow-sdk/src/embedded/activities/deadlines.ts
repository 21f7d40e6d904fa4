import { enums } from "@millrace/protocol/temporal";
import { expiresMs, hasWorker, type ActivityFacts, type ActivityState } from "./activity-state.ts";
import type { ActivityTimeout } from "./transitions.ts";

const { TimeoutType } = enums;

export interface Deadline {
  readonly atMs: number;
  /** What it is time for. */
  readonly what: "dispatch" | ActivityTimeout;
}

/** The next thing that happens to an open activity by itself. */
export function nextDeadline(facts: ActivityFacts, state: ActivityState): Deadline | undefined {
  const { scheduleToStartMs, startToCloseMs, heartbeatMs } = facts.timeouts;
  const deadlines: Deadline[] = [{ atMs: expiresMs(facts), what: TimeoutType.SCHEDULE_TO_CLOSE }];
  if (hasWorker(state)) {
    const startedMs = state.startedMs ?? 0;
    if (startToCloseMs > 0) deadlines.push({ atMs: startedMs + startToCloseMs, what: TimeoutType.START_TO_CLOSE });
    const seenMs = Math.max(startedMs, state.heartbeat?.atMs ?? 0);
    if (heartbeatMs > 0) deadlines.push({ atMs: seenMs + heartbeatMs, what: TimeoutType.HEARTBEAT });
  } else {
    const { dispatchMs, isDispatched } = state;
    if (!isDispatched) deadlines.push({ atMs: dispatchMs, what: "dispatch" });
    if (scheduleToStartMs > 0) {
      deadlines.push({ atMs: dispatchMs + scheduleToStartMs, what: TimeoutType.SCHEDULE_TO_START });
    }
  }
  const next = deadlines.reduce((first, one) => (one.atMs < first.atMs ? one : first));
  return next.atMs === Infinity ? undefined : next;
}
