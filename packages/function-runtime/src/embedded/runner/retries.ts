import type { JsonObject } from "../../entity.ts";
import type { RunnerOptions } from "./runner-options.ts";

/** How often a failed job is tried again. */
export function retriesOf(spec: JsonObject): number {
  const limit = spec["backoff_limit"];
  return typeof limit === "number" && Number.isSafeInteger(limit) && limit > 0 ? limit : 0;
}

/** What passes after the n-th attempt, from 1: each time twice as long, up to the cap. */
export function retryWaitMs(
  attempt: number,
  { retryMs, retryCapMs }: Pick<RunnerOptions, "retryMs" | "retryCapMs">,
): number {
  return Math.min(retryMs * 2 ** (attempt - 1), retryCapMs);
}
