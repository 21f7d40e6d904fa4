import type { SideScenario } from "../side.ts";
import { activityScenarios } from "./activities.ts";
import { scheduleScenarios } from "./schedules.ts";
import { workflowScenarios } from "./workflows.ts";

export const scenarios: readonly SideScenario[] = [...workflowScenarios, ...activityScenarios, ...scheduleScenarios];
