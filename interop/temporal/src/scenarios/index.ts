import type { SideScenario } from "../side.ts";
import { activityScenarios } from "./activities.ts";
import { codecScenarios } from "./codecs.ts";
import { commandScenarios } from "./commands.ts";
import { faultScenarios } from "./faults.ts";
import { payloadScenarios } from "./payloads.ts";
import { scheduleScenarios } from "./schedules.ts";
import { securityScenarios } from "./security.ts";
import { startScenarios } from "./starts.ts";
import { updateScenarios } from "./updates.ts";
import { workerScenarios } from "./workers.ts";
import { workflowScenarios } from "./workflows.ts";

export const scenarios: readonly SideScenario[] = [
  ...workflowScenarios,
  ...updateScenarios,
  ...startScenarios,
  ...activityScenarios,
  ...workerScenarios,
  ...codecScenarios,
  ...scheduleScenarios,
  ...securityScenarios,
  ...payloadScenarios,
  ...faultScenarios,
  ...commandScenarios,
];
