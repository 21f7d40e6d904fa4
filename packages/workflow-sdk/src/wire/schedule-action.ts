import type { schedule, workflow } from "@millrace/protocol/temporal";
import type { DataConverter } from "../data-converter.ts";
import { WorkflowSdkError } from "../errors.ts";
import type { ScheduleDescription } from "../schedule-description.ts";
import type { SerializationContext } from "../serialization-context.ts";
import { fieldsOf } from "./payload-fields.ts";
import { payloadsOf } from "./payloads.ts";
import { priorityOf } from "./priority.ts";
import { retryPolicyOf } from "./retry-policy.ts";
import { searchAttributesOf } from "./search-attributes.ts";
import { msOf } from "./time.ts";
import { metadataTexts } from "./user-metadata.ts";

/** @throws `WORKFLOW_UNEXPECTED_ANSWER` for an action that is no start of a workflow: there are no others yet. */
export async function actionOf(
  action: schedule.ScheduleAction | undefined,
  namespace: string,
  converter: DataConverter,
): Promise<ScheduleDescription["action"]> {
  if (action?.action.case === "startWorkflow") return startOf(action.action.value, namespace, converter);
  const message = "the server described a schedule whose action this version does not know";
  throw new WorkflowSdkError("WORKFLOW_UNEXPECTED_ANSWER", message);
}

async function startOf(
  start: workflow.NewWorkflowExecutionInfo,
  namespace: string,
  converter: DataConverter,
): Promise<ScheduleDescription["action"]> {
  const { workflowId } = start;
  const context: SerializationContext = { type: "workflow", namespace, workflowId };
  const { summary, details } = await metadataTexts(start.userMetadata, converter, context);
  const searchAttributes = start.searchAttributes && searchAttributesOf(start.searchAttributes);
  const retryPolicy = retryPolicyOf(start.retryPolicy);
  const priority = priorityOf(start.priority);
  return {
    type: "startWorkflow",
    workflowType: start.workflowType?.name ?? "",
    workflowId,
    taskQueue: start.taskQueue?.name ?? "",
    args: await converter.fromPayloads(payloadsOf(start.input), context),
    ...timesOf(start),
    ...(retryPolicy !== undefined && { retryPolicy }),
    ...(start.memo !== undefined && { memo: await converter.fromPayloadFields(fieldsOf(start.memo), context) }),
    ...(searchAttributes !== undefined && { searchAttributes }),
    ...(summary !== undefined && { summary }),
    ...(details !== undefined && { details }),
    ...(priority !== undefined && { priority }),
    header: await converter.decodeFields(fieldsOf(start.header), context),
  };
}

/** Times that are not limited are 0 on the wire, or absent. */
function timesOf(
  start: workflow.NewWorkflowExecutionInfo,
): Pick<ScheduleDescription["action"], "executionTimeoutMs" | "runTimeoutMs" | "taskTimeoutMs"> {
  const executionTimeoutMs = msOf(start.workflowExecutionTimeout) ?? 0;
  const runTimeoutMs = msOf(start.workflowRunTimeout) ?? 0;
  const taskTimeoutMs = msOf(start.workflowTaskTimeout) ?? 0;
  return {
    ...(executionTimeoutMs > 0 && { executionTimeoutMs }),
    ...(runTimeoutMs > 0 && { runTimeoutMs }),
    ...(taskTimeoutMs > 0 && { taskTimeoutMs }),
  };
}
