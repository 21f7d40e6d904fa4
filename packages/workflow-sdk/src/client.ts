import { randomUUID } from "node:crypto";
import { checkOptions } from "@millrace/protocol";
import type { ActivityFunction } from "./activity-definitions.ts";
import type { ActivityExecutionInfo } from "./activity-execution.ts";
import { ActivityHandle } from "./activity-handle.ts";
import { AsyncActivityHandle, checkAsyncActivity, type AsyncActivityRef } from "./async-completion.ts";
import { checkClientOptions, type ClientOptions } from "./client-options.ts";
import type { DataConverter } from "./data-converter.ts";
import { nameOf, type UpdateDefinition } from "./definitions.ts";
import { WorkflowSdkError } from "./errors.ts";
import type { StartUpdateWithStartInput, StartWorkflowInput } from "./interceptors.ts";
import { checkArgs, checkMemo, checkText } from "./internal/check-values.ts";
import {
  checkCountOptions,
  checkListOptions,
  type CountOptions,
  type CountResult,
  type ListOptions,
} from "./list-options.ts";
import { countActivities, listActivities, startActivity } from "./remote/client/activities.ts";
import type { ClientCore } from "./remote/client/core.ts";
import { createSchedule, listSchedules } from "./remote/client/schedules.ts";
import { signalWithStart, startWorkflow } from "./remote/client/start-workflow.ts";
import { countWorkflows, listWorkflows } from "./remote/client/workflow-lists.ts";
import { startUpdateWithStart } from "./remote/client/workflow-updates.ts";
import { lazyConnection, type Connection } from "./remote/connection/connection.ts";
import type { ApiKey } from "./remote/connection/headers.ts";
import type { ConnectionOptions } from "./remote/connection/options.ts";
import type { ScheduleSummary } from "./schedule-description.ts";
import { ScheduleHandle } from "./schedule-handle.ts";
import { checkBackfills, checkScheduleOptions, type CreateScheduleOptions } from "./schedule-options.ts";
import { checkActivityOptions, type StartActivityOptions } from "./start-activity-options.ts";
import { checkStartOptions, type StartWorkflowOptions } from "./start-workflow-options.ts";
import type { Target } from "./target.ts";
import type { WorkflowExecutionInfo } from "./workflow-execution.ts";
import { updateInput, WorkflowHandle, type StartUpdateOptions, type UpdateOptions } from "./workflow-handle.ts";
import { typeNameOf, type ResultOf, type Workflow } from "./workflow-types.ts";
import type { HealthService, OperatorService, TestService, WorkflowService } from "./workflow-service.ts";
import { WorkflowUpdateHandle } from "./workflow-update-handle.ts";

/** An update together with the start of its workflow. */
export interface UpdateWithStart<W extends Workflow> {
  /** The workflow, or its name. */
  readonly workflow: string | W;
  /** How to start it. `idConflictPolicy` says what becomes of one that runs, and must be given. */
  readonly start: Omit<StartWorkflowOptions<W>, "startSignal" | "startSignalArgs"> & {
    readonly idConflictPolicy: "FAIL" | "USE_EXISTING";
  };
}

/**
 * A client of a Temporal server. Connect it with {@link Client.connect}, or make one that connects at its first call;
 * who makes it closes it: `await using client = await Client.connect("localhost:7233")`.
 *
 * Calls throw the services' errors as `RpcError` and its classes, after the retries of transient ones.
 */
export class Client implements AsyncDisposable {
  /** The namespace that all calls are about. */
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  /** @internal For workers. */
  readonly connection: Connection;
  readonly #core: ClientCore;

  /**
   * @param target as {@link Client.connect} takes it; or the connection of another client, which both then share: closing
   * one of them closes it, and options of connections are refused.
   * @throws `WORKFLOW_INVALID_ADDRESS`, `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
   */
  constructor(target: Target | Connection, options: ClientOptions = {}) {
    const { connection, ...settings } = checkClientOptions(options);
    this.connection = isConnection(target) ? shared(target, connection) : lazyConnection(target, connection);
    this.#core = { ...settings, connection: this.connection };
    this.namespace = settings.namespace;
    this.dataConverter = settings.dataConverter;
  }

  /**
   * A client whose server has answered.
   *
   * @param target `host:port`, by default with port 7233, or a server of this process.
   * @throws `WORKFLOW_CONNECT_FAILED`, and what the constructor throws.
   */
  static async connect(target: Target, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(target, options);
    try {
      await client.connection.connect();
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  /** Ends the connection, and calls that are under way. Calling it again is harmless. */
  close(): Promise<void> {
    return this.connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── the services ──

  /** Every call of Temporal's WorkflowService, with its own messages. `namespace` is to be given in each. */
  get service(): WorkflowService {
    return this.connection.service;
  }

  get operatorService(): OperatorService {
    return this.connection.operatorService;
  }

  /** Only test servers have it. */
  get testService(): TestService {
    return this.connection.testService;
  }

  get healthService(): HealthService {
    return this.connection.healthService;
  }

  // ── workflows ──

  /**
   * Starts a workflow; with `startSignal` it is signalled as it starts, or the one that runs already is.
   *
   * @param workflow its function, of which only the name is used, or its type name.
   * @throws `WorkflowAlreadyStartedError`
   */
  async startWorkflow<W extends Workflow = Workflow, SignalArgs extends readonly unknown[] = readonly unknown[]>(
    workflow: string | W,
    options: StartWorkflowOptions<W, SignalArgs>,
  ): Promise<WorkflowHandle<W>> {
    const where = "startWorkflow";
    checkStartOptions(options, ["startSignal", "startSignalArgs"], where);
    const { startSignal, startSignalArgs, ...start } = options;
    checkArgs(startSignalArgs, "startSignalArgs", where);
    const input = startInput(workflow, start, where);
    const signal =
      startSignal === undefined
        ? undefined
        : { signalName: nameOf(startSignal, "startSignal", where), signalArgs: startSignalArgs ?? [] };
    const { runId, firstExecutionRunId } = await (signal === undefined
      ? startWorkflow(this.#core, input)
      : signalWithStart(this.#core, { ...input, ...signal }));
    const ref = { workflowId: input.options.id, firstExecutionRunId, resultRunId: runId };
    return new WorkflowHandle(this.#core, ref);
  }

  /**
   * Starts a workflow and gives its result.
   *
   * @throws `WorkflowFailedError`, `WorkflowAlreadyStartedError`
   */
  async executeWorkflow<W extends Workflow = Workflow, SignalArgs extends readonly unknown[] = readonly unknown[]>(
    workflow: string | W,
    options: StartWorkflowOptions<W, SignalArgs>,
  ): Promise<ResultOf<W>> {
    const handle = await this.startWorkflow(workflow, options);
    return handle.result();
  }

  /**
   * A workflow by its id. Asks nobody whether there is one.
   *
   * @param options `runId` for one run alone; `firstExecutionRunId` so that `cancel` and `terminate` reach no later
   * workflow of the same id.
   */
  getWorkflowHandle<W extends Workflow = Workflow>(
    workflowId: string,
    options: { readonly runId?: string; readonly firstExecutionRunId?: string } = {},
  ): WorkflowHandle<W> {
    const where = "getWorkflowHandle";
    checkText(workflowId, "workflowId", where);
    checkOptions(options, ["runId", "firstExecutionRunId"], where);
    for (const name of ["runId", "firstExecutionRunId"] as const) {
      if (options[name] !== undefined) checkText(options[name], name, where);
    }
    return new WorkflowHandle(this.#core, { workflowId, ...options });
  }

  /**
   * Sends an update to a workflow, and starts the workflow if it does not run. Resolves when the update was accepted, or
   * has ended.
   */
  async startUpdateWithStart<
    W extends Workflow,
    Result = unknown,
    Args extends readonly unknown[] = readonly unknown[],
  >(
    update: string | UpdateDefinition<Result, Args>,
    options: StartUpdateOptions<Args> & UpdateWithStart<W>,
  ): Promise<WorkflowUpdateHandle<Result>> {
    return this.#updateWithStart(update, options, "startUpdateWithStart");
  }

  /**
   * The same, and gives the result of the update.
   *
   * @throws `WorkflowUpdateFailedError`
   */
  async executeUpdateWithStart<
    W extends Workflow,
    Result = unknown,
    Args extends readonly unknown[] = readonly unknown[],
  >(
    update: string | UpdateDefinition<Result, Args>,
    options: UpdateOptions<Args> & UpdateWithStart<W>,
  ): Promise<Result> {
    const where = "executeUpdateWithStart";
    checkOptions(options, ["args", "updateId", "workflow", "start"], where);
    const all = { ...options, waitForStage: "COMPLETED" as const };
    const handle = await this.#updateWithStart<W, Result, Args>(update, all, where);
    return handle.result();
  }

  /** Runs of workflows, the latest first; asks for a page when its first entry is wanted. */
  listWorkflows(options: ListOptions = {}): AsyncIterable<WorkflowExecutionInfo> {
    return listWorkflows(this.#core, checkListOptions(options, "listWorkflows"));
  }

  /** Counts runs of workflows. */
  async countWorkflows(options: CountOptions = {}): Promise<CountResult> {
    return countWorkflows(this.#core, checkCountOptions(options, "countWorkflows").query);
  }

  // ── standalone activities ──

  /**
   * Starts an activity that no workflow runs: a durable job that is tried again until it is done.
   *
   * @param activity its function, of which only the name is used, or its type name.
   * @throws `ActivityAlreadyStartedError`
   */
  async startActivity<F extends ActivityFunction = ActivityFunction>(
    activity: string | F,
    options: StartActivityOptions<F>,
  ): Promise<ActivityHandle<F>> {
    const where = "startActivity";
    checkActivityOptions(options, where);
    const { args = [], ...settings } = options as StartActivityOptions;
    const id = settings.id ?? randomUUID();
    const activityType = typeNameOf(activity, "activity", where);
    const input = { activityType, args, options: { ...settings, id }, header: {} };
    const { runId } = await startActivity(this.#core, input);
    return new ActivityHandle(this.#core, { activityId: id, runId });
  }

  /**
   * Starts a standalone activity and gives its result.
   *
   * @throws `ActivityExecutionFailedError`, `ActivityAlreadyStartedError`
   */
  async executeActivity<F extends ActivityFunction = ActivityFunction>(
    activity: string | F,
    options: StartActivityOptions<F>,
  ): Promise<ResultOf<F>> {
    const handle = await this.startActivity(activity, options);
    return handle.result();
  }

  /** A standalone activity by its id. Asks nobody whether there is one. */
  getActivityHandle<F extends ActivityFunction = ActivityFunction>(
    activityId: string,
    options: { readonly runId?: string } = {},
  ): ActivityHandle<F> {
    const where = "getActivityHandle";
    checkText(activityId, "activityId", where);
    checkOptions(options, ["runId"], where);
    if (options.runId !== undefined) checkText(options.runId, "runId", where);
    return new ActivityHandle(this.#core, { activityId, ...options });
  }

  /** Standalone activities, the latest first; asks for a page when its first entry is wanted. */
  listActivities(options: ListOptions = {}): AsyncIterable<ActivityExecutionInfo> {
    return listActivities(this.#core, checkListOptions(options, "listActivities"));
  }

  /** Counts standalone activities. */
  async countActivities(options: CountOptions = {}): Promise<CountResult> {
    return countActivities(this.#core, checkCountOptions(options, "countActivities").query);
  }

  /** An activity that another process than a worker carries on: by the token of its task, or by ids. */
  getAsyncActivityHandle(ref: AsyncActivityRef): AsyncActivityHandle {
    checkAsyncActivity(ref);
    return new AsyncActivityHandle(this.#core, ref);
  }

  // ── schedules ──

  /**
   * Makes a schedule, which starts a workflow at given times.
   *
   * @throws `ScheduleAlreadyExistsError`
   */
  async createSchedule<W extends Workflow = Workflow>(
    scheduleId: string,
    options: CreateScheduleOptions<W>,
  ): Promise<ScheduleHandle> {
    const where = "createSchedule";
    checkText(scheduleId, "scheduleId", where);
    // The arguments' type is of no more use.
    const given = options as CreateScheduleOptions;
    checkScheduleOptions(given, ["memo", "triggerImmediately", "backfill"], where);
    checkMemo(given.memo, where);
    checkBackfills(given.backfill, where);
    await createSchedule(this.#core, { scheduleId, options: given, header: {} });
    return this.getScheduleHandle(scheduleId);
  }

  /** A schedule by its id. Asks nobody whether there is one. */
  getScheduleHandle(scheduleId: string): ScheduleHandle {
    checkText(scheduleId, "scheduleId", "getScheduleHandle");
    return new ScheduleHandle(this.#core, scheduleId);
  }

  /** Schedules; asks for a page when its first entry is wanted. */
  listSchedules(options: ListOptions = {}): AsyncIterable<ScheduleSummary> {
    return listSchedules(this.#core, checkListOptions(options, "listSchedules"));
  }

  // ── settings of calls ──

  /** Calls that `fn` makes must have ended at `deadline`. A number is milliseconds since 1970. */
  withDeadline<T>(deadline: number | Date, fn: () => T): T {
    return this.connection.context.withDeadline(deadline, fn);
  }

  /** Aborting the signal cancels the calls that `fn` makes. */
  withAbortSignal<T>(signal: AbortSignal, fn: () => T): T {
    return this.connection.context.withAbortSignal(signal, fn);
  }

  /** Calls that `fn` makes carry these headers too. */
  withMetadata<T>(metadata: Readonly<Record<string, string>>, fn: () => T): T {
    return this.connection.context.withMetadata(metadata, fn);
  }

  /** Calls that `fn` makes are authorised by this key. */
  withApiKey<T>(apiKey: string, fn: () => T): T {
    return this.connection.context.withApiKey(apiKey, fn);
  }

  /** Calls are authorised by this key from now on: for keys that change. Switches no TLS on. */
  setApiKey(apiKey: ApiKey): void {
    this.connection.setApiKey(apiKey);
  }

  async #updateWithStart<W extends Workflow, Result, Args extends readonly unknown[]>(
    update: string | UpdateDefinition<Result, Args>,
    options: StartUpdateOptions<Args> & UpdateWithStart<W>,
    where: string,
  ): Promise<WorkflowUpdateHandle<Result>> {
    checkOptions(options, ["args", "updateId", "waitForStage", "workflow", "start"], where);
    // The arguments' type is of no more use.
    const start = options.start as UpdateWithStart<Workflow>["start"];
    checkStartOptions(start, [], `${where}: 'start'`);
    checkText(start.idConflictPolicy, "idConflictPolicy", `${where}: 'start'`);
    const input: StartUpdateWithStartInput = {
      start: startInput(options.workflow, start, where),
      update: updateInput(update, options, where),
    };
    const { workflowRunId, outcome } = await startUpdateWithStart(this.#core, input);
    const ref = { workflowId: input.start.options.id, workflowRunId, updateId: input.update.updateId };
    return new WorkflowUpdateHandle(this.#core, ref, outcome);
  }
}

function isConnection(target: Target | Connection): target is Connection {
  return typeof target === "object" && target !== null && "service" in target;
}

/** A connection is as it was made: what another client wants of it would be of no effect. */
function shared(connection: Connection, options: ConnectionOptions): Connection {
  const names = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (names.length === 0) return connection;
  const message =
    `a client: ${names.map((name) => `'${name}'`).join(", ")} cannot be given together with a connection, which is made ` +
    `already; give it to Client.connect, or to new Client with an address`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where: "a client", options: names } });
}

function startInput<W extends Workflow>(
  workflow: string | W,
  { args = [], ...options }: Omit<StartWorkflowOptions, "startSignal" | "startSignalArgs">,
  where: string,
): StartWorkflowInput {
  const workflowType = typeNameOf(workflow, "workflow", where);
  return { workflowType, args, options: { ...options, id: options.id ?? randomUUID() }, header: {} };
}
