import { shorter } from "./time.ts";

/** No worker gets more time for one task than this. */
const longestTaskMs = 120_000;

/** A run of a chain that has to be over by then has no longer. */
export const effectiveRunMs = (runMs: number, chainMs: number): number => shorter(runMs, chainMs);

export const effectiveTaskMs = (taskMs: number, runMs: number): number =>
  Math.min(shorter(taskMs, runMs), longestTaskMs);
