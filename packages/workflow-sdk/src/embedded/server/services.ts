import { health, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { StandaloneActivities } from "../activities/standalone-activities.ts";
import type { ServerCore } from "../core.ts";
import { healthService } from "../services/health.ts";
import { namespaceService } from "../services/namespace.ts";
import { onceStored } from "../services/once-stored.ts";
import { operatorService } from "../services/operator.ts";
import { standaloneActivityService } from "../services/standalone-activity.ts";
import { standaloneActivityTasks } from "../services/standalone-activity-tasks.ts";
import { systemService } from "../services/system.ts";
import { taskQueueService } from "../services/task-queue.ts";
import { testService } from "../services/test-service.ts";
import { served } from "../services/unbuilt.ts";
import { visibilityService } from "../services/visibility.ts";
import { workflowActivity } from "../services/workflow-activity.ts";
import { workflowCalls } from "../services/workflow.ts";
import type { ServedService } from "./service-table.ts";

/** All services of a server, with an answer for each of their methods. */
export function createServices(core: ServerCore): readonly ServedService[] {
  const { WorkflowService } = workflowservice;
  const { OperatorService } = operatorservice;
  const { TestService } = testservice;
  const activities = new StandaloneActivities(core);
  const workflow = onceStored(core, {
    ...systemService(core),
    ...namespaceService(core),
    ...visibilityService(core),
    ...taskQueueService(core),
    ...standaloneActivityService(core, activities),
    ...workflowCalls(core),
    ...standaloneActivityTasks(core, activities, workflowActivity(core)),
  });
  const names = [WorkflowService, OperatorService, TestService].map(({ typeName }) => typeName);
  return [
    served(WorkflowService, workflow),
    served(OperatorService, operatorService(core)),
    served(TestService, testService(core)),
    served(health.Health, healthService(core, names)),
  ];
}
