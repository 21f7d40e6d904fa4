import type { StartWorkflowInput } from "../interceptors.ts";
import type { WorkflowStartInput } from "./workflow-interceptors.ts";
import { coreStartOptions, officialStartOptions } from "./workflow-options.ts";

/** A start, as official interceptors see it. */
export function officialStart({ workflowType, args, options, header }: StartWorkflowInput): WorkflowStartInput {
  return { workflowType, headers: header, options: officialStartOptions(options, args) };
}

/** The same back: what an interceptor goes on with. */
export function coreStart({ workflowType, headers, options: given }: WorkflowStartInput): StartWorkflowInput {
  const { args, ...options } = coreStartOptions(given, "what an interceptor starts");
  return { workflowType, args, options, header: headers };
}
