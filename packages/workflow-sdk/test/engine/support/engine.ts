import { create, type DescMethodUnary, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import { createHandlerContext, type HandlerContext } from "@connectrpc/connect";
import { ManualClock } from "@millrace/protocol";
import { enums, workflowservice, type command, type history } from "@millrace/protocol/temporal";
import type { CoreOptions } from "../../../src/embedded/core-options.ts";
import { ServerCore } from "../../../src/embedded/core.ts";
import { workflowActivity } from "../../../src/embedded/services/workflow-activity.ts";
import { workflowCalls } from "../../../src/embedded/services/workflow.ts";
import { memoryStore, type Store } from "../../../src/embedded/store/store.ts";
import { MemoryVisibility } from "../../../src/embedded/visibility/memory-visibility.ts";

type Methods = (typeof workflowservice.WorkflowService)["method"];

export type MethodName = keyof Methods;
export type Request<Name extends MethodName> = Exclude<
  MessageInitShape<Methods[Name]["input"]>,
  { readonly $typeName: string }
>;
export type Answer<Name extends MethodName> = MessageShape<Methods[Name]["output"]>;

export interface CallOptions {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal;
  readonly clientName?: string;
  readonly supportedFeatures?: string;
}

export interface TestEngineOptions extends CoreOptions {
  readonly store?: Store;
}

type Handler = (request: unknown, context: HandlerContext) => unknown;

/** The engine and its calls, without a transport, and with a clock that stands still. */
export class TestEngine implements Disposable {
  readonly clock: ManualClock = new ManualClock({ nowMs: 1_700_000_000_000 });
  readonly core: ServerCore;
  readonly #handlers: Readonly<Record<string, unknown>>;

  constructor({ store = memoryStore, ...options }: TestEngineOptions = {}) {
    const settings = { clock: this.clock, minimalRunIntervalMs: 0, ...options };
    this.core = new ServerCore({ store, visibility: new MemoryVisibility(), options: settings });
    this.core.namespaces.add("default");
    this.#handlers = { ...workflowCalls(this.core), ...workflowActivity(this.core) };
  }

  async call<Name extends MethodName>(
    name: Name,
    request: Request<Name>,
    { timeoutMs = 70_000, signal, clientName = "test", supportedFeatures = "" }: CallOptions = {},
  ): Promise<Answer<Name>> {
    const method = workflowservice.WorkflowService.method[name] as DescMethodUnary;
    const context = createHandlerContext({
      service: workflowservice.WorkflowService,
      method,
      protocolName: "grpc",
      requestMethod: "POST",
      url: "http://test",
      requestHeader: new Headers({ "client-name": clientName, "supported-features": supportedFeatures }),
      ...(signal && { requestSignal: signal }),
    });
    const inTime = { ...context, timeoutMs: () => timeoutMs, signal: signal ?? new AbortController().signal };
    const message = create(method.input, { namespace: "default", ...request });
    const answer = await (this.#handlers[name] as Handler)(message, inTime);
    return create(method.output, answer as never) as Answer<Name>;
  }

  async start(workflowId: string, request: Request<"startWorkflowExecution"> = {}): Promise<string> {
    const { runId } = await this.call("startWorkflowExecution", {
      workflowId,
      workflowType: { name: "Type" },
      taskQueue: { name: "queue" },
      identity: "starter",
      requestId: `start of ${workflowId}`,
      ...request,
    });
    return runId;
  }

  /** The task that a worker would get now. */
  async workflowTask(queue = "queue", identity = "worker"): Promise<Answer<"pollWorkflowTaskQueue"> | undefined> {
    const task = await this.#now((signal) =>
      this.call("pollWorkflowTaskQueue", { taskQueue: { name: queue }, identity }, { signal }),
    );
    return task.taskToken.length === 0 ? undefined : task;
  }

  async activityTask(queue = "queue", identity = "worker"): Promise<Answer<"pollActivityTaskQueue"> | undefined> {
    const task = await this.#now((signal) =>
      this.call("pollActivityTaskQueue", { taskQueue: { name: queue }, identity }, { signal }),
    );
    return task.taskToken.length === 0 ? undefined : task;
  }

  /** Fetches the next workflow task and answers it. */
  async turn(
    commands: readonly MessageInitShape<typeof command.CommandSchema>[] = [],
    more: Request<"respondWorkflowTaskCompleted"> & { readonly queue?: string } = {},
  ): Promise<Answer<"respondWorkflowTaskCompleted">> {
    const { queue, ...request } = more;
    const task = await this.workflowTask(queue);
    if (task === undefined) throw new Error("there is no workflow task");
    const { taskToken } = task;
    return this.call("respondWorkflowTaskCompleted", {
      taskToken,
      identity: "worker",
      commands: [...commands] as never,
      ...request,
    });
  }

  async signal(workflowId: string, signalName = "signal", requestId = ""): Promise<void> {
    await this.call("signalWorkflowExecution", { workflowExecution: { workflowId }, signalName, requestId });
  }

  async events(workflowId: string, runId = ""): Promise<readonly history.HistoryEvent[]> {
    const events: history.HistoryEvent[] = [];
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const request = { execution: { workflowId, runId }, nextPageToken };
      const page = await this.call("getWorkflowExecutionHistory", request, { clientName: "temporal-cli" });
      events.push(...(page.history?.events ?? []));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
    return events;
  }

  /** The kinds of the events: `WORKFLOW_EXECUTION_STARTED`. */
  async kinds(workflowId: string, runId = ""): Promise<readonly string[]> {
    return (await this.events(workflowId, runId)).map(kindOf);
  }

  async status(workflowId: string, runId = ""): Promise<enums.WorkflowExecutionStatus | undefined> {
    const { workflowExecutionInfo: info } = await this.call("describeWorkflowExecution", {
      execution: { workflowId, runId },
    });
    return info?.status;
  }

  [Symbol.dispose](): void {
    this.core.close();
  }

  /** What a call that may wait is answered with if it may not wait. */
  async #now<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const gone = new AbortController();
    const answer = call(gone.signal);
    await new Promise((resolve) => setImmediate(resolve));
    gone.abort();
    return answer;
  }
}

export const kindOf = ({ eventType }: history.HistoryEvent): string =>
  Object.entries(enums.EventType).find(([, type]) => type === eventType)?.[0] ?? String(eventType);
