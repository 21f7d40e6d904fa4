import type { ServerCore } from "../core.ts";
import type { Effect } from "../engine/change.ts";
import type { Run } from "../engine/run.ts";
import { offerActivityTask } from "./activity-task.ts";
import { cancelExternalRun } from "./cancel-external.ts";
import { settleClosedRun } from "./closed-run.ts";
import { signalExternalRun } from "./signal-external.ts";
import { startChildRun } from "./start-child.ts";
import { offerWorkflowTask } from "./workflow-task.ts";

/** Does what a committed change left to do elsewhere. */
export function applyEffect(core: ServerCore, run: Run, effect: Effect): void {
  switch (effect.kind) {
    case "workflow-task":
      return offerWorkflowTask(core, run);
    case "activity-task":
      return offerActivityTask(core, run, effect.scheduledEventId);
    case "start-child":
      return startChildRun(core, run, effect.initiatedEventId);
    case "signal-external":
      return signalExternalRun(core, run, effect.initiatedEventId);
    case "cancel-external":
      return cancelExternalRun(core, run, effect.initiatedEventId);
    case "closed":
      return settleClosedRun(core, run);
  }
}
