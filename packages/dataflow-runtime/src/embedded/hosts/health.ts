import type { CancelTimer } from "@millrace/protocol";
import type { NodePlan } from "../../descriptor/plan.ts";
import type { NodeSession } from "../daemon/node-session.ts";
import type { HostContext } from "../node-host.ts";

/**
 * `health_check_timeout`: a node that has begun and does not speak to the daemon for so long is reported. Receiving
 * does not count, and neither does an outstanding request for events.
 */
export function watchHealth(
  session: NodeSession,
  { healthCheckTimeoutMs: timeoutMs }: NodePlan,
  { clock, dataflow }: HostContext,
  onSilent: (reason: string) => void,
): CancelTimer {
  if (timeoutMs === undefined) return () => undefined;
  const intervalMs = Math.min(dataflow.healthCheckIntervalMs, timeoutMs);
  let cancel: CancelTimer = () => undefined;
  const check = (): void => {
    const silentMs = clock.monotonic() - session.lastHeardMs;
    if (session.isBegun && session.held === 0 && silentMs > timeoutMs) {
      return onSilent(
        `was killed: it did not speak to the daemon for ${Math.round(silentMs)} ms (health_check_timeout)`,
      );
    }
    cancel = clock.setTimer(intervalMs, check);
  };
  cancel = clock.setTimer(intervalMs, check);
  return () => cancel();
}
