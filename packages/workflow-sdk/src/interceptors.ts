import type { Payload } from "@millrace/protocol/payload";
import type { ActivityExecution } from "./activity-execution.ts";
import type { CreateScheduleOptions } from "./schedule-options.ts";
import type { ActivityStartSettings } from "./start-activity-options.ts";
import type { WorkflowStartSettings } from "./start-workflow-options.ts";
import type { WorkflowExecution } from "./workflow-execution.ts";

/** What goes with a call beside its arguments, such as the trace that it belongs to. Codecs see the payloads. */
export type CallHeader = Readonly<Record<string, Payload>>;

/** One run of a workflow, or its latest. */
export interface WorkflowRef {
  readonly workflowId: string;
  /** Default: the latest run. */
  readonly runId?: string | undefined;
}

/** The same, for calls that must reach no later workflow with the same id. */
export interface WorkflowChainRef extends WorkflowRef {
  /** The first of the runs that the call may reach. */
  readonly firstExecutionRunId?: string | undefined;
}

export interface StartWorkflowInput {
  readonly workflowType: string;
  readonly args: readonly unknown[];
  readonly options: WorkflowStartSettings & { readonly id: string };
  readonly header: CallHeader;
}

export interface SignalWithStartInput extends StartWorkflowInput {
  readonly signalName: string;
  readonly signalArgs: readonly unknown[];
}

export interface StartWorkflowOutput {
  readonly runId: string;
  readonly firstExecutionRunId: string | undefined;
}

export interface SignalWorkflowInput extends WorkflowRef {
  readonly signalName: string;
  readonly args: readonly unknown[];
  readonly header: CallHeader;
}

/** In which states of a workflow the server refuses a query; `NONE` never does. */
export type QueryRejectCondition = "NONE" | "NOT_OPEN" | "NOT_COMPLETED_CLEANLY";

export interface QueryWorkflowInput extends WorkflowRef {
  readonly queryType: string;
  readonly args: readonly unknown[];
  readonly rejectCondition: QueryRejectCondition | undefined;
  readonly header: CallHeader;
}

export interface CancelWorkflowInput extends WorkflowChainRef {
  readonly reason: string;
}

export interface TerminateWorkflowInput extends WorkflowChainRef {
  readonly reason: string;
  readonly details: readonly unknown[];
}

/** How far an update must have come for its start to return. */
export type UpdateStage = "ACCEPTED" | "COMPLETED";

export interface StartUpdateInput extends WorkflowChainRef {
  readonly updateName: string;
  readonly updateId: string;
  readonly args: readonly unknown[];
  readonly waitForStage: UpdateStage;
  readonly header: CallHeader;
}

export interface StartUpdateWithStartInput {
  readonly start: StartWorkflowInput;
  readonly update: Omit<StartUpdateInput, keyof WorkflowChainRef>;
}

/** How an update ended. */
export type UpdateOutcome =
  | { readonly type: "result"; readonly value: unknown }
  | { readonly type: "failure"; readonly error: Error };

export interface StartUpdateOutput {
  readonly workflowRunId: string | undefined;
  /** Undefined while it runs. */
  readonly outcome: UpdateOutcome | undefined;
}

export interface StartActivityInput {
  readonly activityType: string;
  readonly args: readonly unknown[];
  readonly options: ActivityStartSettings & { readonly id: string };
  readonly header: CallHeader;
}

/** One run of a standalone activity, or its latest. */
export interface ActivityRef {
  readonly activityId: string;
  readonly runId?: string | undefined;
}

export interface ActivityResultInput extends ActivityRef {
  readonly signal: AbortSignal | undefined;
}

export interface EndActivityInput extends ActivityRef {
  readonly reason: string;
}

export interface CreateScheduleInput {
  readonly scheduleId: string;
  readonly options: CreateScheduleOptions;
  /** Goes with each workflow that the schedule starts. */
  readonly header: CallHeader;
}

/** The calls of a client that interceptors see, by name. */
export interface ClientCalls {
  startWorkflow: { input: StartWorkflowInput; output: StartWorkflowOutput };
  signalWithStart: { input: SignalWithStartInput; output: StartWorkflowOutput };
  signalWorkflow: { input: SignalWorkflowInput; output: void };
  queryWorkflow: { input: QueryWorkflowInput; output: unknown };
  cancelWorkflow: { input: CancelWorkflowInput; output: void };
  terminateWorkflow: { input: TerminateWorkflowInput; output: void };
  describeWorkflow: { input: WorkflowRef; output: WorkflowExecution };
  startUpdate: { input: StartUpdateInput; output: StartUpdateOutput };
  startUpdateWithStart: { input: StartUpdateWithStartInput; output: StartUpdateOutput };
  startActivity: { input: StartActivityInput; output: { readonly runId: string } };
  getActivityResult: { input: ActivityResultInput; output: unknown };
  describeActivity: { input: ActivityRef; output: ActivityExecution };
  cancelActivity: { input: EndActivityInput; output: void };
  terminateActivity: { input: EndActivityInput; output: void };
  createSchedule: { input: CreateScheduleInput; output: void };
}

/** Goes on with the call: to the next interceptor, and after the last to the server. */
export type Next<Call extends keyof ClientCalls> = (
  input: ClientCalls[Call]["input"],
) => Promise<ClientCalls[Call]["output"]>;

/**
 * Sees calls before they are made, and their results; each method that it has stands around the call of that name. Of
 * several the first is the outermost.
 */
export type ClientInterceptor = {
  readonly [Call in keyof ClientCalls]?: (
    input: ClientCalls[Call]["input"],
    next: Next<Call>,
  ) => Promise<ClientCalls[Call]["output"]>;
};

/** The call with all interceptors around it. */
export function intercepted<Call extends keyof ClientCalls>(
  interceptors: readonly ClientInterceptor[],
  call: Call,
  last: Next<Call>,
): Next<Call> {
  return interceptors.reduceRight<Next<Call>>((next, interceptor) => {
    const around = interceptor[call]?.bind(interceptor);
    return around === undefined ? next : async (input) => around(input, next);
  }, last);
}
