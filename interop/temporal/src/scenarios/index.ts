import type { SideScenario } from "../side.ts";
import { workflowScenarios } from "./workflows.ts";

export const scenarios: readonly SideScenario[] = [...workflowScenarios];
