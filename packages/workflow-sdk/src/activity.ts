// What code inside of an activity calls. Loads nothing of Temporal's messages, so that threads start fast.
export { inActivity, info, heartbeat, runWithContext } from "./activity-context.ts";
export type { ActivityContext } from "./activity-context.ts";
export type { ActivityCancellationDetails, ActivityCancelReason } from "./activity-cancellation.ts";
export { activitiesOf } from "./activity-definitions.ts";
export type { Activities, ActivityFunction, ActivityObject } from "./activity-definitions.ts";
export type { ActivityFacts, ActivityInfo } from "./activity-info.ts";
export { logger, LoggerAdapter, withContext } from "./activity-logger.ts";
export { CompleteAsyncError } from "./complete-async-error.ts";
export { NotInActivityError } from "./not-in-activity-error.ts";
export { serveActivities } from "./threads/serve-activities.ts";
