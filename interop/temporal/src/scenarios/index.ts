import type { SideScenario } from "../side.ts";
import { activityScenarios } from "./activities.ts";
import { commandScenarios } from "./commands.ts";
import { faultScenarios } from "./faults.ts";
import { payloadScenarios } from "./payloads.ts";
import { scheduleScenarios } from "./schedules.ts";
import { securityScenarios } from "./security.ts";
import { workflowScenarios } from "./workflows.ts";

export const scenarios: readonly SideScenario[] = [
  ...workflowScenarios,
  ...activityScenarios,
  ...scheduleScenarios,
  ...securityScenarios,
  ...payloadScenarios,
  ...faultScenarios,
  ...commandScenarios,
];
