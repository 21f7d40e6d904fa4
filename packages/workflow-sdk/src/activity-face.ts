// This package's own names for code inside of an activity, and `@temporalio/activity` 1.24.0's beside them.
export * from "./activity.ts";
export type { ActivityContext } from "./activity-context.ts";
export type { ActivityCancellationDetails, ActivityCancelReason } from "./activity-cancellation.ts";
export type { Activities, ActivityFunction, ActivityObject } from "./activity-definitions.ts";
export type { ActivityFacts, ActivityInfo } from "./activity-info.ts";
export {
  activityInfo,
  cancellationDetails,
  cancellationSignal,
  cancelled,
  Context,
  getClient,
  metricMeter,
  sleep,
} from "./faces/activity-context.ts";
export type { Untyped } from "./faces/untyped.ts";
export type { Info } from "./faces/activity-context.ts";
export type { Activities as ActivityInterface, Activities as UntypedActivities } from "./activity-definitions.ts";
export { ApplicationFailure, CancelledFailure } from "./faces/failures.ts";
export { log } from "./faces/logger.ts";
