// What code inside of an activity calls. Loads nothing of Temporal's messages, so that threads start fast.
// Values only: the declarations of a namespace that is exported whole lose the types in it.
export { inActivity, info, heartbeat, runWithContext } from "./activity-context.ts";
export { activitiesOf } from "./activity-definitions.ts";
export { logger, LoggerAdapter, withContext } from "./activity-logger.ts";
export { CompleteAsyncError } from "./complete-async-error.ts";
export { NotInActivityError } from "./not-in-activity-error.ts";
export { serveActivities } from "./threads/serve-activities.ts";
