import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import { checkLogging } from "../logging.ts";
import { checkProgress } from "../progress.ts";
import type { RunOptions } from "../run-options.ts";
import type { StageOptions } from "../stage-options.ts";
import { requireFunction } from "./require-function.ts";
import { isObject, refusePart, requireList, requireObject, requirePart } from "./require-parts.ts";

/** Options of every stage. */
export const stageKeys: readonly string[] = [
  "retry",
  "timeoutMs",
  "graceMs",
  "limit",
  "onUpstream",
  "results",
  "label",
];
const retryKeys = ["maxAttempts", "initialMs", "factor", "maxMs", "jitter", "nonRetryable"];
export const runKeys: readonly string[] = [
  "signal",
  "runId",
  "concurrency",
  "limits",
  "onFailure",
  "onExit",
  "overrides",
  "logger",
  "logging",
  "captureOutput",
  "progress",
  "clock",
  "onEvent",
];

/** How many at once: a whole number of at least 1, or Infinity. */
export function checkCount(value: unknown, option: string, where: string): void {
  if (value !== Number.POSITIVE_INFINITY) checkNumber(value, option, where, { min: 1, whole: true });
}

/** Checks the options that every stage takes, and that there are no others than `keys`. */
export function checkStageOptions(options: StageOptions, keys: readonly string[], where: string): void {
  checkOptions(options, keys, where);
  const { retry, timeoutMs, graceMs, limit, onUpstream, results, label } = options;
  if (timeoutMs !== undefined) checkNumber(timeoutMs, "timeoutMs", where, { min: 1 });
  if (graceMs !== undefined) checkNumber(graceMs, "graceMs", where, { min: 0 });
  if (onUpstream !== undefined) checkOneOf(onUpstream, "onUpstream", where, ["all_success", "all_done", "one_success"]);
  if (results !== undefined) checkOneOf(results, "results", where, ["keep", "unwrap"]);
  if (label !== undefined && typeof label !== "string") refusePart(`'label' of ${where}`, "a text", label);
  if (limit !== undefined) {
    if (!isObject(limit)) refusePart(`'limit' of ${where}`, "an object such as { key: 'api', max: 3 }", limit);
    if (typeof limit.key !== "string") refusePart(`'key' of limit of ${where}`, "a text", limit.key);
    checkOptions(limit, ["key", "max"], `limit of ${where}`);
    checkCount(limit.max, "max", `limit of ${where}`);
  }
  if (retry === undefined) return;
  if (!isObject(retry)) refusePart(`'retry' of ${where}`, "an object such as { maxAttempts: 3 }", retry);
  checkOptions(retry, retryKeys, `retry of ${where}`);
  checkNumber(retry.maxAttempts, "maxAttempts", `retry of ${where}`, { min: 1, whole: true });
  if (retry.initialMs !== undefined) checkNumber(retry.initialMs, "initialMs", `retry of ${where}`, { min: 0 });
  if (retry.factor !== undefined) checkNumber(retry.factor, "factor", `retry of ${where}`, { min: 1 });
  if (retry.maxMs !== undefined) checkNumber(retry.maxMs, "maxMs", `retry of ${where}`, { min: 0 });
  if (retry.jitter !== undefined) checkOneOf(retry.jitter, "jitter", `retry of ${where}`, ["none", "full"]);
  const { nonRetryable } = retry;
  if (nonRetryable !== undefined && typeof nonRetryable !== "function")
    requireList(nonRetryable, `'nonRetryable' of retry of ${where}`);
}

export function checkRunOptions(options: RunOptions, where: string): void {
  checkOptions(options, runKeys, where);
  if (options.concurrency !== undefined) checkCount(options.concurrency, "concurrency", where);
  const { limits = {} } = options;
  requireObject(limits, `'limits' of ${where}`);
  for (const [key, max] of Object.entries(limits)) checkCount(max, key, `limits of ${where}`);
  if (options.onFailure !== undefined) checkOneOf(options.onFailure, "onFailure", where, ["stop", "abort", "continue"]);
  if (options.onExit !== undefined) checkOneOf(options.onExit, "onExit", where, ["drain", "abort"]);
  const { captureOutput, clock, logger, logging, progress, signal } = options;
  if (signal !== undefined)
    requirePart(signal, { addEventListener: "function" }, `'signal' of ${where}`, "an AbortSignal");
  if (clock !== undefined)
    requirePart(
      clock,
      { now: "function", monotonic: "function", setTimer: "function" },
      `'clock' of ${where}`,
      "a Clock",
    );
  if (captureOutput !== undefined) checkOneOf(captureOutput, "captureOutput", where, ["off", "console", "stdio"]);
  if (logging !== undefined) checkLogging(logging, where);
  if (progress !== undefined && typeof progress !== "boolean") checkProgress(progress, where);
  if (logger !== undefined)
    requirePart(
      logger,
      { debug: "function", info: "function", warn: "function", error: "function" },
      `'logger' of ${where}`,
      "a Logger, with debug, info, warn and error",
    );
  const { onEvent } = options;
  if (Array.isArray(onEvent))
    for (const listener of onEvent) requireFunction(listener, `a listener in 'onEvent' of ${where}`);
  else if (onEvent !== undefined) requireFunction(onEvent, `'onEvent' of ${where}`);
}
