import type { WorkflowServiceOf } from "./service.ts";
import { workflowDescribe } from "./workflow-describe.ts";
import { workflowHistory } from "./workflow-history.ts";
import { workflowPoll } from "./workflow-poll.ts";
import { workflowQuery } from "./workflow-query.ts";
import { workflowSignal } from "./workflow-signal.ts";
import { workflowStart } from "./workflow-start.ts";
import { workflowStop } from "./workflow-stop.ts";
import { workflowTask } from "./workflow-task.ts";

/** All that clients and workers say about workflows, but for what workers say about activities. */
export const workflowCalls: WorkflowServiceOf = (core) => ({
  ...workflowStart(core),
  ...workflowSignal(core),
  ...workflowStop(core),
  ...workflowPoll(core),
  ...workflowTask(core),
  ...workflowHistory(core),
  ...workflowDescribe(core),
  ...workflowQuery(core),
});
