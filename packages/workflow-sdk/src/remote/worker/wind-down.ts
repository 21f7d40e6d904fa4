import type { CancelTimer } from "@millrace/protocol";
import type { Attempts } from "./attempts.ts";
import type { Polling } from "./polling.ts";
import { stopTimeout } from "./stop-timeout.ts";
import type { WorkerSettings } from "./worker-settings.ts";

export interface WindDownSettings {
  readonly polling: Polling;
  readonly attempts: Attempts;
  readonly answersLastPolls: boolean;
  /** Aborts when the grace is over. */
  readonly forced: AbortSignal;
  /** The worker stops by itself: nobody counts its grace. */
  readonly alone: boolean;
}

/**
 * Stops polling, and lets attempts end: by themselves within the grace, then cancelled, so that the server gives them to
 * another worker.
 *
 * @throws `WORKFLOW_WORKER_STOP_TIMEOUT`
 */
export async function windDown(worker: WorkerSettings, settings: WindDownSettings): Promise<void> {
  const { polling, attempts, answersLastPolls, forced, alone } = settings;
  const { clock, graceMs, forceMs } = worker;
  const givenUp = Promise.withResolvers<"given up">();
  let cancelTimer: CancelTimer | undefined;
  const force = (): void => {
    polling.drop();
    attempts.cancelAll("WORKER_SHUTDOWN");
    cancelTimer?.();
    cancelTimer = clock.setTimer(forceMs, () => givenUp.resolve("given up"));
  };
  if (forced.aborted) force();
  else forced.addEventListener("abort", force, { once: true });
  if (alone) cancelTimer = clock.setTimer(graceMs, force);

  let polls = true;
  const ended = polling.stop(answersLastPolls).then(() => {
    polls = false;
    return attempts.ended();
  });
  const end = await Promise.race([ended, givenUp.promise]);
  forced.removeEventListener("abort", force);
  cancelTimer?.();
  if (end === "given up") {
    throw stopTimeout(worker, { running: attempts.running, reporting: attempts.reporting, goodbye: polls });
  }
}
