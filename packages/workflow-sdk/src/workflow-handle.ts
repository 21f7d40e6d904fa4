import { randomUUID } from "node:crypto";
import { checkOneOf, checkOptions } from "@millrace/protocol";
import { nameOf, type QueryDefinition, type SignalDefinition, type UpdateDefinition } from "./definitions.ts";
import type { UpdateStage } from "./interceptors.ts";
import { checkArgs, checkText } from "./internal/check-values.ts";
import type { ClientCore } from "./remote/client/core.ts";
import { cancelWorkflow, queryWorkflow, signalWorkflow, terminateWorkflow } from "./remote/client/workflow-calls.ts";
import { describeWorkflow, fetchHistory } from "./remote/client/workflow-inspection.ts";
import { workflowResult } from "./remote/client/workflow-result.ts";
import { startUpdate } from "./remote/client/workflow-updates.ts";
import type { WorkflowExecution } from "./workflow-execution.ts";
import type { WorkflowHistory } from "./workflow-history.ts";
import type { ResultOf, Workflow } from "./workflow-types.ts";
import { WorkflowUpdateHandle, type ResultWaitOptions } from "./workflow-update-handle.ts";

export interface WorkflowResultOptions extends ResultWaitOptions {
  /** Whether runs that go on as others lead to the result of the last. Default `true`. */
  readonly followRuns?: boolean;
}

export interface TerminateOptions {
  /** Default: empty. */
  readonly reason?: string;
  /** Values for the history. Default: none. */
  readonly details?: readonly unknown[];
}

/** How an update is sent. */
export interface UpdateOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** Default: none. */
  readonly args?: Args;
  /** Sent twice, an update with the same id is carried out once. Default: a random UUID. */
  readonly updateId?: string;
}

export interface StartUpdateOptions<Args extends readonly unknown[] = readonly unknown[]> extends UpdateOptions<Args> {
  /** How far the update must have come. Default `ACCEPTED`. */
  readonly waitForStage?: UpdateStage;
}

/** Which runs a handle is about. */
export interface WorkflowHandleRef {
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly firstExecutionRunId?: string | undefined;
  /** The run whose result is waited for, where calls go to the latest. */
  readonly resultRunId?: string | undefined;
}

/**
 * A workflow that there is, or may be: making a handle asks nobody. Methods throw `WorkflowNotFoundError` if there is
 * none, and whatever else the service answers as its typed errors.
 */
export class WorkflowHandle<W extends Workflow = Workflow> {
  readonly workflowId: string;
  /** The run that all calls go to; undefined for the latest. */
  readonly runId: string | undefined;
  /** The first of the runs that `cancel` and `terminate` may reach; undefined where that is not known. */
  readonly firstExecutionRunId: string | undefined;
  /** The run that `result` waits for first: the one that was started, or `runId`; undefined for the latest. */
  readonly resultRunId: string | undefined;
  readonly #core: ClientCore;

  /** @internal Handles come from a client. */
  constructor(core: ClientCore, ref: WorkflowHandleRef) {
    this.#core = core;
    this.workflowId = ref.workflowId;
    this.runId = ref.runId;
    this.firstExecutionRunId = ref.firstExecutionRunId;
    this.resultRunId = ref.resultRunId ?? ref.runId;
  }

  /**
   * Waits for the end of the workflow. Asks the server each time that it is called.
   *
   * @throws `WorkflowFailedError` if it ended otherwise than by a result; `WorkflowContinuedAsNewError`
   */
  async result(options: WorkflowResultOptions = {}): Promise<ResultOf<W>> {
    checkOptions(options, ["followRuns", "signal"], "result of a workflow");
    const { followRuns = true, signal } = options;
    const { workflowId } = this;
    const result = await workflowResult(this.#core, { workflowId, runId: this.resultRunId, followRuns, signal });
    return result as ResultOf<W>;
  }

  /** Asks the workflow to end; it may take its time, or refuse. */
  async cancel(options: { readonly reason?: string } = {}): Promise<void> {
    checkOptions(options, ["reason"], "cancel of a workflow");
    await cancelWorkflow(this.#core, { ...this.#chain(), reason: options.reason ?? "" });
  }

  /** Ends the workflow without asking it. */
  async terminate(options: TerminateOptions = {}): Promise<void> {
    checkOptions(options, ["reason", "details"], "terminate of a workflow");
    checkArgs(options.details, "details", "terminate of a workflow");
    const { reason = "", details = [] } = options;
    await terminateWorkflow(this.#core, { ...this.#chain(), reason, details });
  }

  async describe(): Promise<WorkflowExecution> {
    return describeWorkflow(this.#core, this.#ref());
  }

  /**
   * Asks the workflow something, which changes nothing.
   *
   * @throws `QueryFailedError` with what the workflow threw, `QueryRejectedError`
   */
  async query<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    query: string | QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const queryType = nameOf(query, "name", "query of a workflow");
    const rejectCondition = this.#core.queryRejectCondition;
    const input = { ...this.#ref(), queryType, args, rejectCondition, header: {} };
    return (await queryWorkflow(this.#core, input)) as Result;
  }

  /** Tells the workflow something. Resolves when the server has it. */
  async signal<Args extends readonly unknown[] = readonly unknown[]>(
    signal: string | SignalDefinition<Args>,
    ...args: Args
  ): Promise<void> {
    const signalName = nameOf(signal, "name", "signal of a workflow");
    await signalWorkflow(this.#core, { ...this.#ref(), signalName, args, header: {} });
  }

  /**
   * Sends an update, and waits until the workflow has accepted it, or has carried it out.
   *
   * @throws `WorkflowUpdateFailedError` from `result()` of the handle if the workflow refuses it
   */
  async startUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: StartUpdateOptions<Args> = {},
  ): Promise<WorkflowUpdateHandle<Result>> {
    const where = "startUpdate of a workflow";
    checkOptions(options, ["args", "updateId", "waitForStage"], where);
    return this.#startUpdate(update, options, where);
  }

  /**
   * Sends an update, and gives its result.
   *
   * @throws `WorkflowUpdateFailedError`
   */
  async executeUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: UpdateOptions<Args> = {},
  ): Promise<Result> {
    const where = "executeUpdate of a workflow";
    checkOptions(options, ["args", "updateId"], where);
    const handle = await this.#startUpdate<Result, Args>(update, { ...options, waitForStage: "COMPLETED" }, where);
    return handle.result();
  }

  /** An update that was sent before. Asks nobody whether there is one. */
  getUpdateHandle<Result = unknown>(updateId: string): WorkflowUpdateHandle<Result> {
    checkText(updateId, "updateId", "getUpdateHandle");
    const { workflowId, runId } = this;
    return new WorkflowUpdateHandle(this.#core, { workflowId, workflowRunId: runId, updateId }, undefined);
  }

  /** All events so far. */
  async fetchHistory(): Promise<WorkflowHistory> {
    return fetchHistory(this.#core, { workflowId: this.workflowId, runId: this.resultRunId });
  }

  async #startUpdate<Result, Args extends readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: StartUpdateOptions<Args>,
    where: string,
  ): Promise<WorkflowUpdateHandle<Result>> {
    const input = updateInput(update, options, where);
    const output = await startUpdate(this.#core, { ...this.#chain(), ...input });
    const { workflowRunId = this.runId, outcome } = output;
    return new WorkflowUpdateHandle(
      this.#core,
      { workflowId: this.workflowId, workflowRunId, updateId: input.updateId },
      outcome,
    );
  }

  #ref(): { readonly workflowId: string; readonly runId: string | undefined } {
    return { workflowId: this.workflowId, runId: this.runId };
  }

  #chain(): {
    readonly workflowId: string;
    readonly runId: string | undefined;
    readonly firstExecutionRunId: string | undefined;
  } {
    return { ...this.#ref(), firstExecutionRunId: this.firstExecutionRunId };
  }
}

/** What an update says of itself, whichever call sends it. @throws `WORKFLOW_INVALID_OPTION` */
export function updateInput<Result, Args extends readonly unknown[]>(
  update: string | UpdateDefinition<Result, Args>,
  options: StartUpdateOptions<Args>,
  where: string,
): {
  readonly updateName: string;
  readonly updateId: string;
  readonly args: readonly unknown[];
  readonly waitForStage: UpdateStage;
  readonly header: Record<string, never>;
} {
  const { args = [], updateId = randomUUID(), waitForStage = "ACCEPTED" } = options;
  checkArgs(args, "args", where);
  checkText(updateId, "updateId", where);
  checkOneOf(waitForStage, "waitForStage", where, ["ACCEPTED", "COMPLETED"]);
  return { updateName: nameOf(update, "name", where), updateId, args, waitForStage, header: {} };
}
