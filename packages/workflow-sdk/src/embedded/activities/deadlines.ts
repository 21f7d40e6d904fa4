import { enums } from "@millrace/protocol/temporal";
import { expiresMs, hasWorker, type ActivityFacts, type ActivityState } from "./activity-state.ts";
import type { ActivityTimeout } from "./transitions.ts";

const { TimeoutType } = enums;

export interface Deadline {
  readonly atMs: number;
  /** What it is time for. */
  readonly what: "dispatch" | ActivityTimeout;
}

/** The next thing that happens to an open activity by itself; of two at the same time, the one that was set first. */
export function nextDeadline(facts: ActivityFacts, state: ActivityState): Deadline | undefined {
  const whole: Deadline = { atMs: expiresMs(facts), what: TimeoutType.SCHEDULE_TO_CLOSE };
  const deadlines = hasWorker(state) ? [whole, ...ofAttempt(facts, state)] : [...ofWait(facts, state), whole];
  const next = deadlines.reduce((first, one) => (one.atMs < first.atMs ? one : first));
  return next.atMs === Infinity ? undefined : next;
}

function ofWait({ timeouts }: ActivityFacts, { dispatchMs, isDispatched }: ActivityState): readonly Deadline[] {
  const dispatch: Deadline = { atMs: isDispatched ? Infinity : dispatchMs, what: "dispatch" };
  const limitMs = timeouts.scheduleToStartMs || Infinity;
  return [dispatch, { atMs: dispatchMs + limitMs, what: TimeoutType.SCHEDULE_TO_START }];
}

function ofAttempt({ timeouts }: ActivityFacts, { startedMs = 0, heartbeat }: ActivityState): readonly Deadline[] {
  const seenMs = Math.max(startedMs, heartbeat?.atMs ?? 0);
  return [
    { atMs: startedMs + (timeouts.startToCloseMs || Infinity), what: TimeoutType.START_TO_CLOSE },
    { atMs: seenMs + (timeouts.heartbeatMs || Infinity), what: TimeoutType.HEARTBEAT },
  ];
}
