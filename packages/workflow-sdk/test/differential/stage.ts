import { randomUUID } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { type Client, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { enums, type history, operatorservice, workflowservice } from "@millrace/protocol/temporal";
import type { WorkflowServiceClient } from "../../src/testing/script-connection.ts";
import { plainMessage } from "../../src/testing/plain-message.ts";
import { type ScriptEvent, toScriptEvent } from "../../src/testing/script-event.ts";
import { toDuration, toPayloads } from "../../src/testing/wire-values.ts";
import { payloadLine } from "./scrub.ts";

type StartRequest = Exclude<
  MessageInitShape<typeof workflowservice.StartWorkflowExecutionRequestSchema>,
  workflowservice.StartWorkflowExecutionRequest
>;

export interface StageStart {
  /** Default `main`. */
  readonly id?: string;
  readonly args?: readonly unknown[];
  /** Default 10 s, that of the server. */
  readonly taskTimeoutMs?: number;
  readonly runTimeoutMs?: number;
  readonly executionTimeoutMs?: number;
  /** Everything else, as it is on the wire. */
  readonly request?: StartRequest;
}

export interface StageSettings {
  readonly transport: Transport;
  readonly namespace: string;
  /** Of this play of the case; ids of workflows begin with it. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** What a case does from outside of its workflows. */
export class Stage {
  readonly service: WorkflowServiceClient;
  readonly operatorService: Client<typeof operatorservice.OperatorService>;
  readonly namespace: string;
  readonly taskQueue: string;
  /** What calls were answered with, by the names that the case gives them. */
  readonly outcomes: Record<string, unknown> = {};
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #gates = new Map<string, PromiseWithResolvers<void>>();
  readonly #runs: { readonly workflowId: string; readonly runId: string }[] = [];

  constructor({ transport, namespace, name, signal }: StageSettings) {
    this.service = createClient(workflowservice.WorkflowService, transport);
    this.operatorService = createClient(operatorservice.OperatorService, transport);
    this.namespace = namespace;
    this.taskQueue = name;
    this.#name = name;
    this.#signal = signal;
  }

  /** The runs that the case started itself. */
  get runs(): readonly { readonly workflowId: string; readonly runId: string }[] {
    return this.#runs;
  }

  id(name = "main"): string {
    return `${this.#name}/${name}`;
  }

  /** A place where a script waits until the case opens it; either may come first. */
  gate(name: string): { pass: () => Promise<void>; open: () => void } {
    const gate = this.#gates.get(name) ?? Promise.withResolvers<void>();
    this.#gates.set(name, gate);
    return { pass: () => gate.promise, open: () => gate.resolve() };
  }

  startRequest(
    type: string,
    { id, args, taskTimeoutMs, runTimeoutMs, executionTimeoutMs, request }: StageStart = {},
  ): StartRequest {
    return {
      namespace: this.namespace,
      workflowId: this.id(id),
      workflowType: { name: type },
      taskQueue: { name: this.taskQueue, kind: enums.TaskQueueKind.NORMAL },
      identity: "stage",
      requestId: randomUUID(),
      ...(args && { input: toPayloads(args) ?? {} }),
      ...(taskTimeoutMs !== undefined && { workflowTaskTimeout: toDuration(taskTimeoutMs) ?? {} }),
      ...(runTimeoutMs !== undefined && { workflowRunTimeout: toDuration(runTimeoutMs) ?? {} }),
      ...(executionTimeoutMs !== undefined && { workflowExecutionTimeout: toDuration(executionTimeoutMs) ?? {} }),
      ...request,
    };
  }

  async start(type: string, options: StageStart = {}): Promise<string> {
    const { runId } = await this.service.startWorkflowExecution(this.startRequest(type, options));
    this.note(options.id, runId);
    return runId;
  }

  /** A run whose history is part of what is compared. */
  note(id: string | undefined, runId: string): void {
    this.#runs.push({ workflowId: this.id(id), runId });
  }

  async signal(name: string, args: readonly unknown[] = [], id?: string): Promise<void> {
    await this.service.signalWorkflowExecution({
      namespace: this.namespace,
      workflowExecution: { workflowId: this.id(id) },
      signalName: name,
      identity: "stage",
      requestId: randomUUID(),
      input: toPayloads(args) ?? {},
    });
  }

  async cancel(id?: string, reason = ""): Promise<void> {
    await this.service.requestCancelWorkflowExecution({
      namespace: this.namespace,
      workflowExecution: { workflowId: this.id(id) },
      identity: "stage",
      requestId: randomUUID(),
      reason,
    });
  }

  async terminate(id?: string, reason = "enough", details?: readonly unknown[]): Promise<void> {
    await this.service.terminateWorkflowExecution({
      namespace: this.namespace,
      workflowExecution: { workflowId: this.id(id) },
      identity: "stage",
      reason,
      ...(details && { details: toPayloads(details) ?? {} }),
    });
  }

  /** Keeps what a call was answered with. */
  async outcome<Answer>(name: string, call: Promise<Answer>, read: (answer: Answer) => string): Promise<void> {
    this.outcomes[name] = await call.then(read, (error: unknown) => ConnectError.from(error).message);
  }

  /** Keeps what the server says of a workflow now. */
  async describe(name: string, id?: string): Promise<void> {
    const request = { namespace: this.namespace, execution: { workflowId: this.id(id) } };
    const answer = await this.service.describeWorkflowExecution(request);
    const { DescribeWorkflowExecutionResponseSchema } = workflowservice;
    this.outcomes[name] = plainMessage(reflect(DescribeWorkflowExecutionResponseSchema, answer), payloadLine);
  }

  /** The events of the current run, or of the one that is named; from `after` on only if it waits for more. */
  async events(id?: string, runId = ""): Promise<readonly ScriptEvent[]> {
    return (await this.wireEvents(this.id(id), runId)).map(toScriptEvent);
  }

  async wireEvents(workflowId: string, runId: string): Promise<readonly history.HistoryEvent[]> {
    const events: history.HistoryEvent[] = [];
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const request = { namespace: this.namespace, execution: { workflowId, runId }, nextPageToken };
      const page = await this.service.getWorkflowExecutionHistory(request, { signal: this.#signal });
      events.push(...(page.history?.events ?? []));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
    return events;
  }

  /** Waits for so many events of a type in the current run, or in the one that is named. */
  async seen(type: string, { id, runId = "", count = 1 }: Seen = {}): Promise<void> {
    for (;;) {
      const events = await this.events(id, runId);
      if (events.filter((event) => event.type === type).length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
      this.#signal.throwIfAborted();
    }
  }

  /** Waits for the end of the current run and of all that follow it. */
  async closed(id?: string): Promise<void> {
    for (let runId = ""; ;) {
      const { history: closing, nextPageToken } = await this.service.getWorkflowExecutionHistory(
        {
          namespace: this.namespace,
          execution: { workflowId: this.id(id), runId },
          waitNewEvent: true,
          historyEventFilterType: enums.HistoryEventFilterType.CLOSE_EVENT,
        },
        { signal: this.#signal, timeoutMs: 30_000 },
      );
      const last = closing?.events.at(-1);
      if (last === undefined || nextPageToken.length > 0) continue;
      const next = toScriptEvent(last).attributes["newExecutionRunId"];
      if (typeof next !== "string" || next === "") return;
      runId = next;
    }
  }
}

interface Seen {
  readonly id?: string;
  readonly runId?: string;
  readonly count?: number;
}
