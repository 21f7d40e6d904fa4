import { silentLogger } from "@millrace/protocol";
import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { ActivityFunction as OfficialActivity, UntypedActivities } from "../../src/activity-face.ts";
import {
  Client,
  Connection,
  extractWorkflowType,
  type ActivityCancelInput,
  type ActivityClientOptions,
  type ActivityExecutionDescription,
  type ActivityExecutionInfo,
  type ActivityStartInput,
  type AsyncWorkflowListIterable,
  type ClientInterceptors,
  type CompiledWorkflowOptions,
  type ConnectionLike,
  type CountActivityExecutions,
  type CountWorkflowExecution,
  type GetWorkflowHandleOptions,
  type HistoryAndWorkflowId,
  type ListOptions,
  type Metadata,
  type QueryDefinition,
  type RetryPolicy,
  type SignalDefinition,
  type TypedActivityClient,
  type Workflow,
  type WorkflowClientOptions,
  type WorkflowExecution,
  type WorkflowExecutionInfo,
  type WorkflowExecutionStatusName,
  type WorkflowHandleWithFirstExecutionRunId,
  type WorkflowHandleWithSignaledRunId,
  type WorkflowHandleWithStartDetails,
  type WorkflowOptions,
  type WorkflowQueryInput,
  type WorkflowResultOptions,
  type WorkflowResultType,
  type WorkflowSignalWithStartInput,
  type WorkflowSignalWithStartOptions,
  type WorkflowStartOutput,
  type WorkflowTerminateInput,
} from "../../src/client-face.ts";
import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type CommonWorkflowOptions,
  type FailureConverter,
  type LoadedDataConverter,
  type PayloadConverter,
  type Priority,
  type RetryPolicy as CommonRetryPolicy,
  type SerializationContext,
  type WorkflowDurationOptions,
} from "../../src/common-face.ts";
import { defineQuery, defineSignal } from "../../src/definitions.ts";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, ScriptedWorker, type ScriptedWorkflow } from "../../src/testing.ts";
import { Worker } from "../../src/worker.ts";

// Pieces of code as companies have them around the official client, with its types in their signatures.

const taskQueue = "orders";

async function order(id: string, amount: number): Promise<{ total: number }> {
  return { total: id.length * amount };
}

const waits: ScriptedWorkflow = {
  run: ({ find }) => (find("WorkflowExecutionSignaled") === undefined ? [] : [completeWorkflow({ total: 3 })]),
  queries: { total: () => 3 },
};

const retry: RetryPolicy = { initialInterval: "1s", maximumAttempts: 2 };
const defaults: { readonly retry: CommonRetryPolicy } = { retry };
const timeouts: WorkflowDurationOptions = { workflowRunTimeout: "1 minute" };
const priority: Priority = { priorityKey: 2 };
const common: CommonWorkflowOptions = { ...defaults, ...timeouts, priority };

class Orders {
  readonly #client: Client;

  constructor(connection: ConnectionLike, interceptors: ClientInterceptors = {}) {
    this.#client = new Client({ connection, interceptors });
  }

  async begin(id: string): Promise<WorkflowHandleWithStartDetails<typeof order>> {
    const options: WorkflowOptions = { ...common, taskQueue, workflowId: id };
    return this.#client.workflow.start(order, {
      ...options,
      args: [id, 1],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
  }

  async pay(id: string): Promise<WorkflowHandleWithSignaledRunId<typeof order>> {
    const options: WorkflowSignalWithStartOptions = { taskQueue, workflowId: id, signal: "pay", signalArgs: [id] };
    return this.#client.workflow.signalWithStart(order, { ...options, args: [id, 1] });
  }

  async outcome(id: string, results: WorkflowResultOptions = {}): Promise<WorkflowResultType<typeof order>> {
    const options: GetWorkflowHandleOptions = { ...results };
    return this.#client.workflow.getHandle<typeof order>(id, undefined, options).result();
  }

  list(options: ListOptions): AsyncWorkflowListIterable {
    return this.#client.workflow.list(options);
  }
}

const statusOf = ({ status }: WorkflowExecutionInfo): WorkflowExecutionStatusName => status.name;
const lengthOf = ({ history }: HistoryAndWorkflowId): number => history.events.length;

test("[FACE-2] orders are begun, paid, and listed", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { order: waits } });
  await using connection = Connection.lazy({ address: server });
  const orders = new Orders(connection);
  const begun: WorkflowHandleWithFirstExecutionRunId<typeof order> = await orders.begin("o-1");
  const total: QueryDefinition<number> = defineQuery<number>("total");
  expect(await begun.query(total)).toBe(3);
  const pay: SignalDefinition<[string]> = defineSignal<[string]>("pay");
  await begun.signal(pay, "cash");
  expect((await orders.outcome("o-1")).total).toBe(3);
  await orders.pay("o-2");
  expect((await orders.outcome("o-2", { followRuns: true })).total).toBe(3);
  const query = "WorkflowType = 'order'";
  expect((await collect(orders.list({ query }))).map(statusOf)).toEqual(["COMPLETED", "COMPLETED"]);
  expect(Math.min(...(await collect(orders.list({ query }).intoHistories())).map(lengthOf))).toBeGreaterThan(4);
  const counted: CountWorkflowExecution = await new Client({ connection }).workflow.count(query);
  expect(counted.count).toBe(2);
  const named: Workflow = order;
  expect(extractWorkflowType(named)).toBe("order");
  expect((await begun.describe()).priority).toMatchObject(priority);
});

test("[FACE-7] interceptors are written with the official types", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { order: waits } });
  await using connection = Connection.lazy({ address: server });
  const seen: unknown[] = [];
  const note = ({ workflowId }: WorkflowExecution): void => void seen.push(workflowId);
  const moved = (options: CompiledWorkflowOptions): CompiledWorkflowOptions => ({
    ...options,
    memo: { moved: true },
  });
  const interceptors: ClientInterceptors = {
    workflow: [
      {
        startWithDetails: async (input, next): Promise<WorkflowStartOutput> =>
          next({ ...input, options: moved(input.options) }),
        signalWithStart: async (input: WorkflowSignalWithStartInput, next) => next({ ...input, signalName: "paid" }),
        query: async ({ workflowExecution, ...input }: WorkflowQueryInput, next) => {
          note(workflowExecution);
          return next({ ...input, workflowExecution });
        },
        terminate: async (input: WorkflowTerminateInput, next) => {
          note(input.workflowExecution);
          return next(input);
        },
      },
    ],
  };
  const orders = new Orders(connection, interceptors);
  const begun = await orders.begin("o-1");
  await begun.query("total");
  await begun.terminate();
  expect(seen).toEqual(["o-1", "o-1"]);
  expect((await begun.describe()).memo).toEqual({ moved: true });
});

test("[FACE-4] activities are wrapped with the official types", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const seen: string[] = [];
  const options: ActivityClientOptions = {
    connection,
    interceptors: [
      {
        start: async (input: ActivityStartInput, next) => {
          seen.push(input.activityType);
          return next(input);
        },
        cancel: async (input: ActivityCancelInput, next) => next({ ...input, reason: `${input.reason}!` }),
      },
    ],
  };
  const double: OfficialActivity = async (value: number): Promise<number> => value * 2;
  const activities = { double: async (value: number): Promise<number> => value * 2 };
  const registered: UntypedActivities = { ...activities, other: double };
  const client = new Client({ connection, interceptors: { activity: options.interceptors ?? [] } });
  await using _worker = await new Worker(client, { taskQueue, activities: registered, logger: silentLogger }).start();
  const typed: TypedActivityClient<typeof activities> = client.activity.typed();
  const start = { id: "a", taskQueue, args: [4] as const, scheduleToCloseTimeout: "1m", retry } as const;
  expect(await typed.execute("double", start)).toBe(8);
  const described: ActivityExecutionDescription = await client.activity.getHandle("a").describe();
  expect(described).toMatchObject({ scheduleToCloseTimeoutMs: 60_000, retryPolicy: { maximumAttempts: 2 } });
  const [info]: readonly ActivityExecutionInfo[] = await collect(client.activity.list(""));
  expect(info).toMatchObject({ activityType: "double", taskQueue });
  const counted: CountActivityExecutions = await client.activity.count("");
  expect(counted.count).toBe(1);
  expect(seen).toEqual(["double"]);
});

test("[FACE-6] converters are written with the official types", async () => {
  const seen: (SerializationContext | undefined)[] = [];
  const payloadConverter: PayloadConverter = {
    toPayload: (value, context) => {
      seen.push(context);
      return { metadata: {}, data: new TextEncoder().encode(String(value)) };
    },
    fromPayload: <T>({ data }: { readonly data: Uint8Array }): T => new TextDecoder().decode(data) as T,
  };
  const failureConverter: FailureConverter = {
    errorToFailure: () => {
      throw new Error("not in this test");
    },
    failureToError: () => new Error("replaced"),
  };
  const dataConverter: LoadedDataConverter = { payloadConverter, failureConverter, payloadCodecs: [] };
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const metadata: Metadata = { "x-team": "orders" };
  const options: WorkflowClientOptions = { connection, dataConverter };
  const { workflow } = new Client(options as { readonly dataConverter: LoadedDataConverter });
  await connection.withMetadata(metadata, () =>
    workflow.start("waits", { taskQueue, workflowId: "w", memo: { note: 7 } }),
  );
  expect((await workflow.getHandle("w").describe()).memo).toEqual({ note: "7" });
  expect(seen).toEqual([{ type: "workflow", namespace: "default", workflowId: "w" }]);
});
