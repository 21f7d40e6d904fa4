import type { EntityRecord } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { Project } from "./project.ts";
import { isFinal } from "./run-states.ts";

/** Why a run in this process is to end before it has. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Who wanted it. Absent: nobody. */
  readonly by: "caller" | "platform" | "deadline" | undefined;
  /** Rejects with the signal's reason when it aborts. */
  readonly aborted: Promise<never>;
  /** Lets go of everything. */
  end(): Promise<void>;
}

/** Timers of Node take no more. */
const longestTimer = 2 ** 31 - 1;

/** Aborts when the caller's signal does, when the platform says that somebody has stopped the run, and at its deadline. */
export function stopSignal(project: Project, run: EntityRecord, callers: AbortSignal | undefined): StopSignal {
  const controller = new AbortController();
  let by: StopSignal["by"];
  const stop = (who: NonNullable<StopSignal["by"]>, reason: unknown): void => {
    if (controller.signal.aborted) return;
    by = who;
    controller.abort(reason);
  };

  const onCallersAbort = (): void => stop("caller", callers?.reason);
  if (callers?.aborted === true) onCallersAbort();
  callers?.addEventListener("abort", onCallersAbort);

  const seconds = run.spec["active_deadline_seconds"];
  const deadlineMs = typeof seconds === "number" ? seconds * 1000 : undefined;
  const late = (): void =>
    stop("deadline", new FunctionError("FUNCTION_RUN_DEADLINE", `run ${run.id} took longer than ${deadlineMs} ms`));
  const timer = deadlineMs === undefined ? undefined : setTimeout(late, Math.min(deadlineMs, longestTimer));

  const ended = new AbortController();
  const watching = stoppedElsewhere(project, run, ended.signal).then(
    (stopped) => {
      if (stopped) stop("platform", new FunctionError("FUNCTION_RUN_STOPPED", `run ${run.id} was stopped`));
    },
    (error: unknown) => project.logger.warn({ run: run.id, error }, "the run can no longer be stopped from elsewhere"),
  );

  const aborted = new Promise<never>((_resolve, reject) => {
    const rejectNow = (): void => reject(controller.signal.reason);
    if (controller.signal.aborted) rejectNow();
    controller.signal.addEventListener("abort", rejectNow, { once: true });
  });
  // Whoever races it against the work may have lost interest.
  aborted.catch(() => undefined);

  return {
    signal: controller.signal,
    aborted,
    get by() {
      return by;
    },
    async end() {
      clearTimeout(timer);
      callers?.removeEventListener("abort", onCallersAbort);
      ended.abort();
      await watching;
    },
  };
}

/** True when the platform has seen the run stopped or deleted, false when `signal` aborted before. */
async function stoppedElsewhere({ platform, name }: Project, run: EntityRecord, signal: AbortSignal): Promise<boolean> {
  for await (const { status } of platform.watch({ type: "run", project: name, id: run.id }, signal)) {
    if (status.state === "STOP" || isFinal(status.state)) return !signal.aborted;
  }
  return !signal.aborted;
}
