import type { DescService } from "@bufbuild/protobuf";
import type { AnyHandler, ServedService } from "../server/service-table.ts";
import { unimplemented } from "../service-errors.ts";

/** Features that are not there, and the methods that belong to them. */
export const unbuiltFeatures: Readonly<Record<string, readonly string[]>> = {
  "workflow update": ["updateWorkflowExecution", "pollWorkflowExecutionUpdate", "executeMultiOperation"],
  schedules: [
    "createSchedule",
    "describeSchedule",
    "updateSchedule",
    "patchSchedule",
    "listScheduleMatchingTimes",
    "deleteSchedule",
    "listSchedules",
    "countSchedules",
  ],
  "workflow reset": ["resetWorkflowExecution"],
  "deletion of workflows": ["deleteWorkflowExecution"],
  "batch operations": ["startBatchOperation", "stopBatchOperation", "describeBatchOperation", "listBatchOperations"],
  archival: ["listArchivedWorkflowExecutions"],
  "workflow pause": ["pauseWorkflowExecution", "unpauseWorkflowExecution"],
  "changes to the options of running workflows": ["updateWorkflowExecutionOptions"],
  "pause, reset and changes of activities": [
    "updateActivityOptions",
    "pauseActivity",
    "unpauseActivity",
    "resetActivity",
    "pauseActivityExecution",
    "resetActivityExecution",
    "unpauseActivityExecution",
    "updateActivityExecutionOptions",
  ],
  "task queue management": ["updateTaskQueueConfig", "listTaskQueuePartitions"],
  "worker versioning by build id": [
    "updateWorkerBuildIdCompatibility",
    "getWorkerBuildIdCompatibility",
    "updateWorkerVersioningRules",
    "getWorkerVersioningRules",
    "getWorkerTaskReachability",
  ],
  "worker deployments": [
    "describeDeployment",
    "listDeployments",
    "getDeploymentReachability",
    "getCurrentDeployment",
    "setCurrentDeployment",
    "describeWorkerDeploymentVersion",
    "setWorkerDeploymentCurrentVersion",
    "describeWorkerDeployment",
    "deleteWorkerDeployment",
    "deleteWorkerDeploymentVersion",
    "setWorkerDeploymentRampingVersion",
    "listWorkerDeployments",
    "createWorkerDeployment",
    "createWorkerDeploymentVersion",
    "updateWorkerDeploymentVersionComputeConfig",
    "validateWorkerDeploymentVersionComputeConfig",
    "updateWorkerDeploymentVersionMetadata",
    "setWorkerDeploymentManager",
  ],
  "worker heartbeats": [
    "recordWorkerHeartbeat",
    "listWorkers",
    "countWorkers",
    "fetchWorkerConfig",
    "updateWorkerConfig",
    "describeWorker",
  ],
  "workflow rules": [
    "createWorkflowRule",
    "describeWorkflowRule",
    "deleteWorkflowRule",
    "listWorkflowRules",
    "triggerWorkflowRule",
  ],
  Nexus: [
    "pollNexusTaskQueue",
    "respondNexusTaskCompleted",
    "respondNexusTaskFailed",
    "startNexusOperationExecution",
    "describeNexusOperationExecution",
    "pollNexusOperationExecution",
    "listNexusOperationExecutions",
    "countNexusOperationExecutions",
    "requestCancelNexusOperationExecution",
    "terminateNexusOperationExecution",
    "deleteNexusOperationExecution",
    "getNexusEndpoint",
    "createNexusEndpoint",
    "updateNexusEndpoint",
    "deleteNexusEndpoint",
    "listNexusEndpoints",
  ],
  "time skipping": [
    "pollWorkflowExecutionTimeSkipping",
    "lockTimeSkipping",
    "unlockTimeSkipping",
    "sleep",
    "sleepUntil",
    "unlockTimeSkippingWithSleep",
  ],
  "deprecation and deletion of namespaces": ["deprecateNamespace", "deleteNamespace"],
  "remote clusters": ["addOrUpdateRemoteCluster", "removeRemoteCluster"],
};

const featureOf: ReadonlyMap<string, string> = new Map(
  Object.entries(unbuiltFeatures).flatMap(([feature, methods]) => methods.map((method) => [method, feature] as const)),
);

/** A service whose methods that nobody built answer UNIMPLEMENTED, with the name of their feature. */
export function served(service: DescService, built: Readonly<Record<string, unknown>>): ServedService {
  const handlers = service.methods.map(({ localName, name }): [string, AnyHandler] => {
    const handler = built[localName] as AnyHandler | undefined;
    const refuse = (): never => {
      throw unimplemented(featureOf.get(localName) ?? name);
    };
    return [localName, handler ?? refuse];
  });
  return { service, handlers: Object.fromEntries(handlers) };
}
