import { checkOptions, mapConcurrent } from "@millrace/protocol";
import type { UpdateDefinition } from "../definitions.ts";
import type { CountResult } from "../list-options.ts";
import type { StartWorkflowOptions } from "../start-workflow-options.ts";
import type { ResultOf } from "../workflow-types.ts";
import type { WorkflowHistory } from "../workflow-history.ts";
import type { WorkflowExecutionInfo as CoreInfo } from "../workflow-execution.ts";
import type { WorkflowUpdateHandle as CoreUpdateHandle } from "../workflow-update-handle.ts";
import { BaseClient, baseOptionNames, type BaseClientOptions } from "./base-client.ts";
import { defined } from "./defined.ts";
import type { QueryRejectCondition, WorkflowUpdateStage } from "./enums.ts";
import type { WithStartWorkflowOperation } from "./with-start-operation.ts";
import { through } from "./through.ts";
import {
  officialWorkflowDescription,
  officialWorkflowInfo,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from "./workflow-description.ts";
import {
  WorkflowHandle,
  type WorkflowHandleWithSignaledRunId,
  type WorkflowHandleWithStartDetails,
  type WorkflowResultOptions,
  type WorkflowUpdateOptions,
} from "./workflow-handle.ts";
import { coreWorkflowInterceptors } from "./workflow-interceptor-adapter.ts";
import type { WorkflowClientInterceptor, WorkflowDescribeInput, WorkflowExecution } from "./workflow-interceptors.ts";
import { orUnfinished, WorkflowUpdateHandle } from "./workflow-update-handle.ts";
import {
  coreStartOptions,
  type WithWorkflowArgs,
  type WorkflowSignalWithStartOptions,
  type WorkflowStartOptions,
} from "./workflow-options.ts";
import type { Workflow } from "./workflow-type.ts";

export interface WorkflowClientOptions extends BaseClientOptions {
  /** The first is the outermost. */
  readonly interceptors?: readonly WorkflowClientInterceptor[];
  readonly queryRejectCondition?: QueryRejectCondition;
}

export interface GetWorkflowHandleOptions extends WorkflowResultOptions {
  readonly firstExecutionRunId?: string;
}

export interface ListOptions {
  readonly pageSize?: number;
  readonly query?: string;
}

export interface CountWorkflowExecution {
  readonly count: number;
  readonly groups: readonly { readonly count: number; readonly groupValues: readonly unknown[] }[];
}

export interface HistoryAndWorkflowId {
  readonly workflowId: string;
  readonly history: WorkflowHistory;
}

export interface IntoHistoriesOptions {
  /** How many histories are fetched at once. Default 5. */
  readonly concurrency?: number;
  /** How many histories may wait for who reads them, beside those that are fetched. Default: as many as are fetched. */
  readonly bufferLimit?: number;
}

export interface AsyncWorkflowListIterable extends AsyncIterable<WorkflowExecutionInfo> {
  /** The histories of the runs, in the order of the runs. */
  intoHistories(options?: IntoHistoriesOptions): AsyncIterable<HistoryAndWorkflowId>;
}

/** Starts workflows, and talks to them. */
export class WorkflowClient extends BaseClient {
  readonly #interceptors: readonly WorkflowClientInterceptor[];

  constructor(options: WorkflowClientOptions = {}) {
    checkOptions(options, [...baseOptionNames, "interceptors", "queryRejectCondition"], "WorkflowClient");
    const { interceptors, queryRejectCondition } = options;
    super(options, defined({ interceptors: coreWorkflowInterceptors(interceptors), queryRejectCondition }));
    this.#interceptors = interceptors ?? [];
  }

  /** @throws `WorkflowExecutionAlreadyStartedError` */
  async start<W extends Workflow = Workflow>(
    workflow: string | W,
    options: WorkflowStartOptions<W>,
  ): Promise<WorkflowHandleWithStartDetails<W>> {
    const core = await this.core.startWorkflow<W>(workflow, ofType<W>(coreStartOptions(options, "start")));
    const handle = new WorkflowHandle(this, core, resultOptions(options));
    return Object.assign(handle, { firstExecutionRunId: core.resultRunId as string, eagerlyStarted: false });
  }

  async signalWithStart<W extends Workflow = Workflow, Args extends readonly unknown[] = readonly unknown[]>(
    workflow: string | W,
    options: WithWorkflowArgs<W, WorkflowSignalWithStartOptions<Args>>,
  ): Promise<WorkflowHandleWithSignaledRunId<W>> {
    const settings = coreStartOptions(options, "signalWithStart", ["signal", "signalArgs"]);
    const { signal: startSignal, signalArgs: startSignalArgs } = options;
    const start = { ...ofType<W>(settings), startSignal, ...defined({ startSignalArgs }) };
    const core = await this.core.startWorkflow<W>(workflow, start);
    const handle = new WorkflowHandle(this, core, resultOptions(options));
    return Object.assign(handle, { signaledRunId: core.resultRunId as string });
  }

  /** @throws `WorkflowFailedError`, `WorkflowExecutionAlreadyStartedError` */
  async execute<W extends Workflow = Workflow>(
    workflow: string | W,
    options: WorkflowStartOptions<W>,
  ): Promise<ResultOf<W>> {
    const handle = await this.start(workflow, options);
    return handle.result();
  }

  /** @throws `WorkflowFailedError` */
  async result<W extends Workflow = Workflow>(
    workflowId: string,
    runId?: string,
    options: WorkflowResultOptions = {},
  ): Promise<ResultOf<W>> {
    checkOptions(options, ["followRuns"], "result");
    return this.core.getWorkflowHandle<W>(workflowId, defined({ runId })).result(options);
  }

  getHandle<W extends Workflow = Workflow>(
    workflowId: string,
    runId?: string,
    options: GetWorkflowHandleOptions = {},
  ): WorkflowHandle<W> {
    checkOptions(options, ["followRuns", "firstExecutionRunId"], "getHandle");
    const { firstExecutionRunId } = options;
    const core = this.core.getWorkflowHandle<W>(workflowId, defined({ runId, firstExecutionRunId }));
    return new WorkflowHandle(this, core, resultOptions(options));
  }

  /** @internal For handles. */
  describe(workflowExecution: WorkflowExecution): Promise<WorkflowExecutionDescription> {
    const describe = async (input: WorkflowDescribeInput): Promise<WorkflowExecutionDescription> => {
      const { workflowId, runId } = input.workflowExecution;
      const handle = this.core.getWorkflowHandle(workflowId, defined({ runId }));
      return officialWorkflowDescription(await handle.describe());
    };
    return through(this.#interceptors, (each) => each.describe?.bind(each), describe)({ workflowExecution });
  }

  /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
  async executeUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = []>(
    update: string | UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions<Args> & { readonly startWorkflowOperation: WithStartWorkflowOperation<W> },
  ): Promise<Result> {
    const handle = await this.#updateWithStart(update, { ...options, waitForStage: "COMPLETED" });
    return handle.result();
  }

  /** @throws `WorkflowUpdateRPCTimeoutOrCancelledError` */
  startUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = []>(
    update: string | UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions<Args> & {
      readonly waitForStage: typeof WorkflowUpdateStage.ACCEPTED;
      readonly startWorkflowOperation: WithStartWorkflowOperation<W>;
    },
  ): Promise<WorkflowUpdateHandle<Result>> {
    return this.#updateWithStart(update, options);
  }

  /** Runs, the latest first. */
  list(options: ListOptions = {}): AsyncWorkflowListIterable {
    checkOptions(options, ["pageSize", "query"], "list");
    const infos = (): AsyncIterable<CoreInfo> => this.core.listWorkflows(defined(options));
    const historyOf = async ({ workflowId, runId }: CoreInfo): Promise<HistoryAndWorkflowId> => ({
      workflowId,
      history: await this.core.getWorkflowHandle(workflowId, { runId }).fetchHistory(),
    });
    const listed = async function* (): AsyncGenerator<WorkflowExecutionInfo> {
      for await (const info of infos()) yield officialWorkflowInfo(info);
    };
    return {
      [Symbol.asyncIterator]: listed,
      intoHistories: (given = {}) => {
        checkOptions(given, ["concurrency", "bufferLimit"], "intoHistories");
        const { concurrency = 5, bufferLimit = concurrency } = given;
        return mapConcurrent(infos(), historyOf, { concurrency, window: concurrency + bufferLimit });
      },
    };
  }

  async count(query?: string): Promise<CountWorkflowExecution> {
    return officialCount(await this.core.countWorkflows(defined({ query })));
  }

  async #updateWithStart<W extends Workflow, Result, Args extends readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions<Args> & {
      readonly waitForStage: "ACCEPTED" | "COMPLETED";
      readonly startWorkflowOperation: WithStartWorkflowOperation<W>;
    },
  ): Promise<WorkflowUpdateHandle<Result>> {
    const { startWorkflowOperation: operation, ...sent } = options;
    const workflow = operation.workflowTypeOrFunc;
    const start = ofType<never>(coreStartOptions(operation.options, "WithStartWorkflowOperation"));
    const send = (): Promise<CoreUpdateHandle<Result>> =>
      this.core.startUpdateWithStart<W, Result, Args>(update, { ...defined(sent), workflow, start } as never);
    const core = await operation.run(
      () => orUnfinished(send()),
      ({ workflowId, workflowRunId }) =>
        this.getHandle<W>(workflowId, undefined, defined({ firstExecutionRunId: workflowRunId })),
    );
    return new WorkflowUpdateHandle(core);
  }
}

export function officialCount({ count, groups }: CountResult): CountWorkflowExecution {
  return { count, groups: groups.map((group) => ({ count: group.count, groupValues: group.values })) };
}

// The types of the arguments were checked where they were given.
function ofType<W extends Workflow>(settings: ReturnType<typeof coreStartOptions>): StartWorkflowOptions<W> {
  return settings as unknown as StartWorkflowOptions<W>;
}

function resultOptions({ followRuns }: WorkflowResultOptions): WorkflowResultOptions {
  return defined({ followRuns });
}
