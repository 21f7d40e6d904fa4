import type { Logger } from "@millrace/protocol";
import type { EntityRecord, JsonValue } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { Platform } from "./platform.ts";

export interface PerformRunOptions {
  /** Aborts at the deadline and when the run is stopped; the function sees it as its `signal`. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Whether `context` and `event` are the function's own: in a child process, not inline. Default `false`. */
  readonly remote?: boolean;
}

/** What a run leaves: keys of entities and plain values, by names. */
export interface RunProducts {
  readonly outputs: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, JsonValue>>;
}

/**
 * Executes the function of a run: fetches its source, loads it, resolves its inputs, runs its init, calls it, and
 * stores what it returns. Whoever calls drives the states of the run.
 */
export async function performRun(
  _platform: Platform,
  run: EntityRecord,
  _options: PerformRunOptions,
): Promise<RunProducts> {
  throw new FunctionError("FUNCTION_INVALID_KIND", `runs of kind '${run.kind}' are not executed yet`);
}
