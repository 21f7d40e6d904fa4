import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";
import { checkNumber, checkOptions, type Logger, silentLogger } from "@millrace/protocol";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import type { Target } from "../target.ts";
import { connectScript, type ScriptConnection } from "./script-connection.ts";
import { ScriptPlayer, type StickyQueue } from "./script-player.ts";
import type { Script, ScriptedWorkflow } from "./script.ts";

/** How {@link ScriptedWorker.start} polls and answers. */
export interface ScriptedWorkerOptions {
  readonly taskQueue: string;
  /** By the names of workflows. The task of a workflow without a script fails, and is tried again. */
  readonly workflows: Readonly<Record<string, Script | ScriptedWorkflow>>;
  /** Default `default`. */
  readonly namespace?: string;
  /** Default `scripted-worker`. */
  readonly identity?: string;
  /** Keep histories, and have further tasks of a run brought here with new events only. Default `false`. */
  readonly sticky?: boolean;
  /** After so long without an answer a run leaves this worker. Default 10,000. */
  readonly stickyTimeoutMs?: number;
  /** Gets what the server refuses, as `warn`. Default: silent. */
  readonly logger?: Logger;
}

const known = ["taskQueue", "workflows", "namespace", "identity", "sticky", "stickyTimeoutMs", "logger"];
/** Servers end a poll before. */
const pollTimeoutMs = 70_000;
const pauseMs = 100;
/** What may be gone at the next try. */
const passing: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Canceled,
  Code.ResourceExhausted,
  Code.Aborted,
  Code.Internal,
  Code.Unknown,
]);

/**
 * Drives workflows by scripts of commands, for tests: a script gets the history so far and answers with commands. It is
 * no workflow worker: it does not replay, and nothing is deterministic by itself.
 */
export class ScriptedWorker implements AsyncDisposable {
  readonly #connection: ScriptConnection;
  readonly #options: ScriptedWorkerOptions;
  readonly #logger: Logger;
  readonly #player: ScriptPlayer;
  readonly #closing = new AbortController();
  readonly #answering = new Set<Promise<void>>();
  readonly #refusals: Error[] = [];
  readonly #polling: Promise<unknown>;

  /**
   * Connects, asks whether the namespace exists, and polls until it is closed.
   *
   * @throws `WORKFLOW_INVALID_ADDRESS`, `PROTOCOL_UNKNOWN_OPTION`, or the server's `ConnectError`
   */
  static async start(target: Target, options: ScriptedWorkerOptions): Promise<ScriptedWorker> {
    checkOptions(options, known, "ScriptedWorker.start");
    const { taskQueue, namespace = "default", stickyTimeoutMs = 10_000 } = options;
    if (typeof taskQueue !== "string" || taskQueue === "") {
      throw new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", "ScriptedWorker.start needs the name of a 'taskQueue'");
    }
    checkNumber(stickyTimeoutMs, "stickyTimeoutMs", "ScriptedWorker.start", { min: 1 });
    const connection = connectScript(target);
    try {
      await connection.service.describeNamespace({ namespace });
    } catch (error) {
      await connection[Symbol.asyncDispose]();
      throw error;
    }
    return new ScriptedWorker(connection, options);
  }

  private constructor(connection: ScriptConnection, options: ScriptedWorkerOptions) {
    const { namespace = "default", identity = "scripted-worker", workflows, sticky = false } = options;
    const { taskQueue, stickyTimeoutMs: timeoutMs = 10_000, logger = silentLogger } = options;
    const stickyQueue = sticky ? { name: `${identity}:${randomUUID()}`, timeoutMs } : undefined;
    this.#connection = connection;
    this.#options = { ...options, namespace, identity };
    this.#logger = logger;
    const { service } = connection;
    const { signal } = this.#closing;
    this.#player = new ScriptPlayer({
      service,
      namespace,
      identity,
      taskQueue,
      workflows,
      sticky: stickyQueue,
      signal,
    });
    const normal = { name: taskQueue, kind: enums.TaskQueueKind.NORMAL };
    const queues = stickyQueue === undefined ? [normal] : [normal, stickyKind(stickyQueue, taskQueue)];
    this.#polling = Promise.allSettled(queues.map((queue) => this.#poll(queue)));
  }

  /** What the server did not take so far: answers that it refused, polls that it will never answer. */
  get refusals(): readonly Error[] {
    return this.#refusals;
  }

  /** Polls no longer, and waits for the scripts that run; their turns' `signal` aborts. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#polling;
    await Promise.all(this.#answering);
    await this.#connection[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #poll(taskQueue: PolledQueue): Promise<void> {
    const { namespace = "", identity = "" } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const request = { namespace, identity, taskQueue };
        const task = await this.#connection.service.pollWorkflowTaskQueue(request, {
          signal,
          timeoutMs: pollTimeoutMs,
        });
        if (task.taskToken.length > 0) this.#answer(task);
      } catch (error) {
        if (signal.aborted) return;
        const { code } = ConnectError.from(error);
        if (!passing.has(code)) return this.#refused(error, "a poll for workflow tasks");
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Not awaited by the poll: a script may take as long as it likes. */
  #answer(task: workflowservice.PollWorkflowTaskQueueResponse): void {
    const answering = this.#player
      .play(task)
      .catch((error: unknown) => this.#refused(error, "the answer to a workflow task"))
      .finally(() => this.#answering.delete(answering));
    this.#answering.add(answering);
  }

  #refused(error: unknown, what: string): void {
    const refusal = error instanceof Error ? error : new Error(String(error), { cause: error });
    this.#refusals.push(refusal);
    this.#logger.warn({ error: refusal }, `the server refused ${what}`);
  }
}

interface PolledQueue {
  readonly name: string;
  readonly kind: enums.TaskQueueKind;
  readonly normalName?: string;
}

const stickyKind = ({ name }: StickyQueue, normalName: string): PolledQueue => ({
  name,
  kind: enums.TaskQueueKind.STICKY,
  normalName,
});
