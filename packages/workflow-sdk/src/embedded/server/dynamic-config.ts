import { suggest, type Logger } from "@millrace/protocol";
import type { CoreLimits, CoreOptions } from "../core-options.ts";
import { parseDuration } from "../visibility/query/durations.ts";
import { invalidConfig } from "./server-error.ts";

/** Values by the keys of Temporal's dynamic configuration. */
export type DynamicConfig = Readonly<Record<string, unknown>>;

type Setting = (key: string, value: unknown) => CoreOptions;

const limit =
  (name: keyof CoreLimits): Setting =>
  (key, value) => ({ limits: { [name]: wholeNumber(key, value) } });
const time =
  (name: "minimalRunIntervalMs" | "workflowTaskTimeoutMs" | "pollMs" | "historyPollMs"): Setting =>
  (key, value) => ({ [name]: milliseconds(key, value) });

/** Keys that change what this server does. */
const settings: Readonly<Record<string, Setting>> = {
  "system.enableActivityEagerExecution": (key, value) => ({ eagerActivities: yesOrNo(key, value) }),
  "limit.blobSize.error": limit("blobBytes"),
  "limit.memoSize.error": limit("memoBytes"),
  "limit.maxIDLength": limit("idBytes"),
  "limit.historyCount.error": limit("historyEvents"),
  "limit.historySize.error": limit("historyBytes"),
  "limit.historyCount.suggestContinueAsNew": limit("suggestedHistoryEvents"),
  "limit.historySize.suggestContinueAsNew": limit("suggestedHistoryBytes"),
  "limit.numPendingActivities.error": limit("pendingActivities"),
  "limit.numPendingChildExecutions.error": limit("pendingChildren"),
  "limit.numPendingSignals.error": limit("pendingSignals"),
  "limit.numPendingCancelRequests.error": limit("pendingCancels"),
  "history.maximumSignalsPerExecution": limit("signals"),
  "history.maximumBufferedEventsBatch": limit("bufferedEvents"),
  "history.maximumBufferedEventsSizeInBytes": limit("bufferedBytes"),
  "history.workflowIdReuseMinimalInterval": time("minimalRunIntervalMs"),
  "history.defaultWorkflowTaskTimeout": time("workflowTaskTimeoutMs"),
  "matching.longPollExpirationInterval": time("pollMs"),
  "history.longPollExpirationInterval": time("historyPollMs"),
};

/** Keys whose every value is fine here. */
const indifferent: readonly string[] = [
  "frontend.enableServerVersionCheck",
  "system.forceSearchAttributesCacheRefreshOnRead",
];

/** Keys for what is always so here. */
const alwaysOn: readonly string[] = [
  "activity.enableStandalone",
  "activity.startDelayEnabled",
  "frontend.activityAPIsEnabled",
  "frontend.enableCancelWorkerPollsOnShutdown",
  "system.enableEagerWorkflowStart",
];

/** Keys for what Temporal's server does inside, or for features that this one does not have. */
const withoutEffect: readonly string[] = [
  "activity.enableCallbacks",
  "component.nexusoperations.recordCancelRequestCompletionEvents",
  "frontend.enableExecuteMultiOperation",
  "frontend.enableUpdateWorkflowExecution",
  "frontend.enableUpdateWorkflowExecutionAsyncAccepted",
  "frontend.workerVersioningDataAPIs",
  "frontend.workerVersioningRuleAPIs",
  "frontend.workerVersioningWorkflowAPIs",
  "frontend.WorkflowPauseEnabled",
  "frontend.WorkflowTimeSkippingEnabled",
  "history.enableCHASMCallbacks",
  "history.enableCHASMSignalBacklinks",
  "history.enableChasm",
  "history.enableRequestIdRefLinks",
  "history.enableSignalWithStartFromWorkflow",
  "history.enableTransitionHistory",
  "history.enableUpdateCallbacks",
  "matching.enableFairness",
  "nexusoperation.enableStandalone",
  "system.enableDeploymentVersions",
  "system.enableDeployments",
  "system.enableNexus",
  "system.refreshNexusEndpointsMinWait",
];

const byLowerCase: ReadonlyMap<string, string> = new Map(
  [...Object.keys(settings), ...indifferent, ...alwaysOn, ...withoutEffect].map((key) => [key.toLowerCase(), key]),
);

/**
 * The options that a dynamic configuration stands for. Case does not matter. Keys that are unknown, or that switch what
 * is not there, are warned of and do nothing.
 *
 * @throws `WORKFLOW_INVALID_SERVER_OPTION` for a value of the wrong type
 */
export function applyDynamicConfig(config: DynamicConfig, options: CoreOptions, logger: Logger): CoreOptions {
  let result = options;
  for (const [given, value] of Object.entries(config)) {
    const key = byLowerCase.get(given.toLowerCase());
    if (key === undefined) warnOfUnknown(given, logger);
    else if (withoutEffect.includes(key)) logger.warn({ key }, `dynamic config '${key}' has no effect on this server`);
    else if (indifferent.includes(key)) continue;
    else if (alwaysOn.includes(key)) {
      if (value === false) logger.warn({ key }, `dynamic config '${key}' cannot be switched off on this server`);
    } else {
      const { limits, ...rest } = (settings[key] as Setting)(key, value);
      result = { ...result, ...rest, limits: { ...result.limits, ...limits } };
    }
  }
  return result;
}

function warnOfUnknown(key: string, logger: Logger): void {
  const nearest = suggest(key, [...byLowerCase.values()]);
  const advice = nearest === undefined ? "" : `; did you mean '${nearest}'?`;
  logger.warn({ key }, `dynamic config '${key}' is not known here, and has no effect${advice}`);
}

function wholeNumber(key: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalidConfig(key, "a whole number of at least 0", value);
}

function yesOrNo(key: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw invalidConfig(key, "true or false", value);
}

function milliseconds(key: string, value: unknown): number {
  const nanoseconds = typeof value === "string" ? parseDuration(value) : undefined;
  if (nanoseconds === undefined || nanoseconds < 0) throw invalidConfig(key, 'a duration like "10s"', value);
  return nanoseconds / 1_000_000;
}
