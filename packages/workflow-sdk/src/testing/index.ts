export { ScriptedWorker } from "./scripted-worker.ts";
export type { ScriptedWorkerOptions } from "./scripted-worker.ts";
export { steps } from "./script.ts";
export type { Script, ScriptAnswer, ScriptedWorkflow, ScriptHandler, ScriptReply, ScriptTurn } from "./script.ts";
export type { ScriptEvent } from "./script-event.ts";
export type { ScriptCommand } from "./script-command.ts";
export type { ScriptFailure } from "./script-failure.ts";
export type { ScriptRetryPolicy } from "./script-retry-policy.ts";
export { cancelActivity, scheduleActivity } from "./activity-commands.ts";
export type { ScheduleActivityOptions } from "./activity-commands.ts";
export { cancelTimer, recordMarker, startTimer, upsertMemo, upsertSearchAttributes } from "./record-commands.ts";
export { cancelWorkflow, completeWorkflow, continueAsNew, failWorkflow } from "./workflow-commands.ts";
export type { ContinueAsNewOptions } from "./workflow-commands.ts";
export { cancelExternal, signalExternal, startChild } from "./external-commands.ts";
export type {
  CancelExternalOptions,
  ScriptExternalWorkflow,
  ScriptParentClosePolicy,
  ScriptReusePolicy,
  SignalExternalOptions,
  StartChildOptions,
} from "./external-commands.ts";
