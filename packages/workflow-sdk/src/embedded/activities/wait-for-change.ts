import type { HandlerContext } from "@connectrpc/connect";
import type { ServerCore } from "../core.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import type { ActivityState } from "./activity-state.ts";

/** How long before the end of the caller's time it gets an answer, so that the answer still arrives. */
const bufferMs = 3_000;

/**
 * Waits until the state is as wanted. False when it took longer than a poll may be held, when the caller has gone, or
 * when the server closes: the caller asks again.
 */
export function waitForChange(
  core: ServerCore,
  activity: ActivityExecution,
  { signal, timeoutMs }: HandlerContext,
  isWanted: (state: ActivityState) => boolean,
): Promise<boolean> {
  if (isWanted(activity.state)) return Promise.resolve(true);
  const leftMs = timeoutMs() ?? Infinity;
  const waitMs = Math.min(core.settings.historyPollMs, leftMs - Math.min(bufferMs, leftMs / 2));
  return new Promise((resolve) => {
    const end = (answer: boolean): void => {
      for (const stop of stops) stop();
      resolve(answer);
    };
    const onAbort = (): void => end(false);
    const stops = [
      activity.watch(() => isWanted(activity.state) && end(true)),
      core.clock.setTimer(waitMs, onAbort),
      ...[signal, core.closing].map((one) => {
        one.addEventListener("abort", onAbort, { once: true });
        return () => one.removeEventListener("abort", onAbort);
      }),
    ];
    if (signal.aborted || core.closing.aborted) end(false);
  });
}
