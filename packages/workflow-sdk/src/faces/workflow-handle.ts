import { checkOptions } from "@millrace/protocol";
import type { QueryDefinition, SignalDefinition, UpdateDefinition } from "../definitions.ts";
import type { WorkflowHandle as CoreHandle } from "../workflow-handle.ts";
import type { WorkflowHistory } from "../workflow-history.ts";
import type { ResultOf } from "../workflow-types.ts";
import { defined } from "./defined.ts";
import type { WorkflowUpdateStage } from "./enums.ts";
import type { WorkflowClient } from "./workflow-client.ts";
import type { WorkflowExecutionDescription } from "./workflow-description.ts";
import { orUnfinished, WorkflowUpdateHandle } from "./workflow-update-handle.ts";
import type { Workflow } from "./workflow-type.ts";

export interface WorkflowUpdateOptions<Args extends readonly unknown[] = readonly unknown[]> {
  readonly args?: Args;
  readonly updateId?: string;
}

export interface WorkflowQueryOptions<Args extends readonly unknown[] = readonly unknown[]> {
  readonly args?: Args;
}

export interface WorkflowSignalOptions<Args extends readonly unknown[] = readonly unknown[]> {
  readonly args?: Args;
}

export interface GetWorkflowUpdateHandleOptions {
  readonly workflowRunId?: string;
}

export interface WorkflowResultOptions {
  /** Default `true`. */
  readonly followRuns?: boolean;
}

/** What handles of all kinds have. */
export interface BaseWorkflowHandle<W extends Workflow> {
  readonly workflowId: string;
  result(): Promise<ResultOf<W>>;
  signal<Args extends readonly unknown[] = readonly unknown[]>(
    signal: string | SignalDefinition<Args>,
    ...args: Args
  ): Promise<void>;
  signalWithOptions(signalName: string, options: WorkflowSignalOptions): Promise<void>;
}

/** A workflow that there is, or may be: making a handle asks nobody. */
export class WorkflowHandle<W extends Workflow = Workflow> implements BaseWorkflowHandle<W> {
  readonly workflowId: string;
  readonly client: WorkflowClient;
  /** The same handle under this package's own names. */
  readonly core: CoreHandle<W>;
  readonly #results: WorkflowResultOptions;

  /** @internal Handles come from a client. */
  constructor(client: WorkflowClient, core: CoreHandle<W>, results: WorkflowResultOptions) {
    this.client = client;
    this.core = core;
    this.workflowId = core.workflowId;
    this.#results = results;
  }

  /** @throws `WorkflowFailedError`, `WorkflowContinuedAsNewError` */
  result(): Promise<ResultOf<W>> {
    return this.core.result(this.#results);
  }

  signal<Args extends readonly unknown[] = readonly unknown[]>(
    signal: string | SignalDefinition<Args>,
    ...args: Args
  ): Promise<void> {
    return this.core.signal(signal, ...args);
  }

  async signalWithOptions(signalName: string, options: WorkflowSignalOptions): Promise<void> {
    checkOptions(options, ["args"], "signalWithOptions");
    return this.core.signal(signalName, ...(options.args ?? []));
  }

  query<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    query: string | QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    return this.core.query(query, ...args);
  }

  async queryWithOptions<Result = unknown>(queryName: string, options: WorkflowQueryOptions): Promise<Result> {
    checkOptions(options, ["args"], "queryWithOptions");
    return this.core.query<Result>(queryName, ...(options.args ?? []));
  }

  /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
  executeUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions<Args> = {},
  ): Promise<Result> {
    return orUnfinished(this.core.executeUpdate(update, defined(options)));
  }

  /** @throws `WorkflowUpdateRPCTimeoutOrCancelledError` */
  async startUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions<Args> & { readonly waitForStage: typeof WorkflowUpdateStage.ACCEPTED },
  ): Promise<WorkflowUpdateHandle<Result>> {
    return new WorkflowUpdateHandle(await orUnfinished(this.core.startUpdate(update, options)));
  }

  getUpdateHandle<Result = unknown>(
    updateId: string,
    options: GetWorkflowUpdateHandleOptions = {},
  ): WorkflowUpdateHandle<Result> {
    checkOptions(options, ["workflowRunId"], "getUpdateHandle");
    const { workflowRunId } = options;
    const run =
      workflowRunId === undefined
        ? this.core
        : this.client.core.getWorkflowHandle(this.workflowId, { runId: workflowRunId });
    return new WorkflowUpdateHandle(run.getUpdateHandle<Result>(updateId));
  }

  terminate(reason?: string): Promise<void> {
    return this.core.terminate(defined({ reason }));
  }

  cancel(): Promise<void> {
    return this.core.cancel();
  }

  async describe(): Promise<WorkflowExecutionDescription> {
    return this.client.describe({ workflowId: this.workflowId, runId: this.core.runId });
  }

  /** The history as JSON, which replayers read. */
  fetchHistory(): Promise<WorkflowHistory> {
    return this.core.fetchHistory();
  }
}

/** What a start gives. */
export interface WorkflowHandleWithFirstExecutionRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
  readonly firstExecutionRunId: string;
}

export interface WorkflowHandleWithStartDetails<
  W extends Workflow = Workflow,
> extends WorkflowHandleWithFirstExecutionRunId<W> {
  /** Always `false`. */
  readonly eagerlyStarted: boolean;
}

export interface WorkflowHandleWithSignaledRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
  readonly signaledRunId: string;
}
