import { anySignal, checkNumber, checkOptions } from "@millrace/protocol";
import type { EntityRecord } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { splitKind } from "./kinds.ts";
import type { Platform } from "./platform.ts";
import { notFound, runFailed } from "./run-errors.ts";
import { isFinal } from "./run-states.ts";

export interface WaitOptions {
  /** How long to wait at most. Default: without a limit. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The run as it is when it has ended, or when its service is ready. */
export async function waitForRun(
  platform: Platform,
  run: EntityRecord,
  options: WaitOptions = {},
): Promise<EntityRecord> {
  checkOptions(options, ["timeoutMs", "signal"], "run.wait");
  const { timeoutMs = Infinity, signal } = options;
  checkNumber(timeoutMs, "timeoutMs", "run.wait", { min: 0 });
  signal?.throwIfAborted();

  const timeout = new AbortController();
  const timer =
    timeoutMs === Infinity ? undefined : setTimeout(() => timeout.abort(), Math.min(timeoutMs, longestTimer));
  const either = anySignal(timeout.signal, signal);
  let last = run;
  try {
    const place = { type: "run", project: run.project ?? "", id: run.id } as const;
    for await (const record of platform.watch(place, either.signal)) {
      last = record;
      if (record.status.state === "ERROR") throw runFailed(record);
      if (hasArrived(record)) return record;
    }
  } finally {
    clearTimeout(timer);
    either[Symbol.dispose]();
  }
  signal?.throwIfAborted();
  if (timeout.signal.aborted) {
    const message = `run ${run.id} is ${last.status.state} after ${timeoutMs} ms; wait longer, or look at its logs`;
    throw new FunctionError("FUNCTION_RUN_TIMEOUT", message, { details: { run: run.key, timeoutMs } });
  }
  throw notFound(run.key);
}

/** Timers of Node take no more. */
const longestTimer = 2 ** 31 - 1;

function hasArrived(run: EntityRecord): boolean {
  if (isFinal(run.status.state)) return true;
  // A service that was told to stop is there a little longer, and not what is waited for.
  const isStopping = run.status.state === "STOP";
  return splitKind(run.kind).action === "serve" && run.status["service"] !== undefined && !isStopping;
}
