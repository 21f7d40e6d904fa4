import type { Payload } from "@millrace/protocol/payload";
import type { QueryRejectCondition } from "./enums.ts";
import type { WorkflowExecutionDescription } from "./workflow-description.ts";
import type { CompiledWorkflowOptions } from "./workflow-options.ts";

export type Headers = Readonly<Record<string, Payload>>;

/** What an interceptor's method is given to go on: the rest of the way to the server. */
export type Next<Interceptor, Method extends keyof Interceptor> = Required<Interceptor>[Method] extends (
  ...args: infer Args
) => infer Output
  ? Args extends [...infer Rest, unknown]
    ? (...args: Rest) => Output
    : never
  : never;

/** A workflow, of which `runId` may be left out for the latest run. */
export interface WorkflowExecution {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

export interface WorkflowStartInput {
  readonly workflowType: string;
  readonly headers: Headers;
  readonly options: CompiledWorkflowOptions;
}

export interface WorkflowStartOutput {
  readonly runId: string;
  readonly eagerlyStarted: boolean;
}

export interface WorkflowSignalWithStartInput extends WorkflowStartInput {
  readonly signalName: string;
  readonly signalArgs: readonly unknown[];
}

export interface WorkflowSignalInput {
  readonly signalName: string;
  readonly args: readonly unknown[];
  readonly workflowExecution: WorkflowExecution;
  readonly headers: Headers;
}

export interface WorkflowQueryInput {
  readonly queryType: string;
  readonly args: readonly unknown[];
  readonly workflowExecution: WorkflowExecution;
  readonly queryRejectCondition?: QueryRejectCondition;
  readonly headers: Headers;
}

export interface WorkflowStartUpdateInput {
  readonly updateName: string;
  readonly args: readonly unknown[];
  readonly workflowExecution: WorkflowExecution;
  readonly firstExecutionRunId?: string | undefined;
  readonly headers: Headers;
  readonly options: { readonly updateId: string };
}

export interface WorkflowStartUpdateOutput {
  readonly updateId: string;
  readonly workflowRunId: string | undefined;
}

export interface WorkflowStartUpdateWithStartInput {
  readonly workflowType: string;
  readonly workflowStartOptions: CompiledWorkflowOptions;
  readonly workflowStartHeaders: Headers;
  readonly updateName: string;
  readonly updateArgs: readonly unknown[];
  readonly updateOptions: { readonly updateId: string };
  readonly updateHeaders: Headers;
}

export interface WorkflowStartUpdateWithStartOutput {
  readonly workflowExecution: WorkflowExecution;
  readonly updateId: string;
}

export interface WorkflowDescribeInput {
  readonly workflowExecution: WorkflowExecution;
}

export interface WorkflowTerminateInput {
  readonly workflowExecution: WorkflowExecution;
  readonly reason?: string;
  readonly details?: readonly unknown[];
  readonly firstExecutionRunId?: string | undefined;
}

export interface WorkflowCancelInput {
  readonly workflowExecution: WorkflowExecution;
  readonly firstExecutionRunId?: string | undefined;
}

/** Nothing, as in the message of that name. */
export type TerminateWorkflowExecutionResponse = void;
/** Nothing, as in the message of that name. */
export type RequestCancelWorkflowExecutionResponse = void;

type Way<Input, Output> = (input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>;

/** Wraps the calls of a workflow client. */
export interface WorkflowClientInterceptor {
  /** Gives the run's id. Not called where `startWithDetails` is there. */
  readonly start?: Way<WorkflowStartInput, string>;
  readonly startWithDetails?: Way<WorkflowStartInput, WorkflowStartOutput>;
  /** Gives the run's id. */
  readonly signalWithStart?: Way<WorkflowSignalWithStartInput, string>;
  readonly signal?: Way<WorkflowSignalInput, void>;
  readonly query?: Way<WorkflowQueryInput, unknown>;
  readonly startUpdate?: Way<WorkflowStartUpdateInput, WorkflowStartUpdateOutput>;
  readonly startUpdateWithStart?: Way<WorkflowStartUpdateWithStartInput, WorkflowStartUpdateWithStartOutput>;
  readonly describe?: Way<WorkflowDescribeInput, WorkflowExecutionDescription>;
  readonly terminate?: Way<WorkflowTerminateInput, TerminateWorkflowExecutionResponse>;
  readonly cancel?: Way<WorkflowCancelInput, RequestCancelWorkflowExecutionResponse>;
}
