import { setTimeout as sleep } from "node:timers/promises";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import type { WorkflowServiceClient } from "./script-connection.ts";
import { type CommandPlace, MadeCommand, type ScriptCommand, type WireCommand } from "./script-command.ts";
import { toWireFailure } from "./script-failure.ts";
import { ScriptHistories } from "./script-histories.ts";
import { answerQueries, answerQuery } from "./script-queries.ts";
import { toTurn } from "./script-turn.ts";
import { answerUpdates } from "./script-updates.ts";
import type { Script, ScriptAnswer, ScriptedWorkflow, ScriptReply, ScriptTurn } from "./script.ts";
import { toDuration } from "./wire-values.ts";

const pauseMs = 100;

type Task = workflowservice.PollWorkflowTaskQueueResponse;

/** Where a worker's runs come back to. */
export interface StickyQueue {
  readonly name: string;
  readonly timeoutMs: number;
}

export interface PlayerSettings {
  readonly service: WorkflowServiceClient;
  readonly namespace: string;
  readonly identity: string;
  readonly taskQueue: string;
  readonly workflows: Readonly<Record<string, Script | ScriptedWorkflow>>;
  readonly sticky: StickyQueue | undefined;
  readonly signal: AbortSignal;
}

/** Answers tasks by the scripts of their workflows. */
export class ScriptPlayer {
  readonly #settings: PlayerSettings;
  readonly #histories: ScriptHistories;

  constructor(settings: PlayerSettings) {
    this.#settings = settings;
    this.#histories = new ScriptHistories(settings.service, settings.namespace, settings.sticky !== undefined);
  }

  /** Rejects with what the server says if it refuses the answer. */
  async play(task: Task): Promise<void> {
    const turn = toTurn(task, await this.#histories.of(task), this.#settings.signal);
    if (task.query !== undefined) return this.#answerQueryTask(task, task.query, turn);
    try {
      const workflow = this.#workflow(turn.workflowType);
      const updates = await answerUpdates(task.messages, workflow, turn);
      const reply = toReply(await workflow.run(turn));
      if (reply.silent === true) return undefined;
      const commands = [...updates.commands, ...toWireCommands(reply.commands ?? [], this.#settings)];
      const queryResults = await answerQueries(task.queries, workflow, turn);
      return await this.#complete(task, { ...reply, messages: updates.messages, commands, queryResults });
    } catch (error) {
      if (error instanceof RefusedAnswer) throw error.cause;
      return this.#fail(task, turn, error);
    }
  }

  async #complete(
    { taskToken }: Task,
    { newTask = false, messages, commands, queryResults }: WireReply,
  ): Promise<void> {
    const { service, namespace, identity, sticky } = this.#settings;
    const answer = {
      taskToken,
      namespace,
      identity,
      messages: [...messages],
      commands: [...commands],
      queryResults,
      forceCreateNewWorkflowTask: newTask,
      ...(sticky && { stickyAttributes: toStickyAttributes(sticky) }),
    };
    await service.respondWorkflowTaskCompleted(answer).catch((error: unknown) => {
      throw new RefusedAnswer(error);
    });
  }

  async #fail({ taskToken, attempt }: Task, { runId }: ScriptTurn, error: unknown): Promise<void> {
    const { service, namespace, identity, signal } = this.#settings;
    this.#histories.forget(runId);
    // The server gives the task again at once: it and a script that always fails would keep each other busy.
    if (attempt > 1) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    await service.respondWorkflowTaskFailed({
      taskToken,
      namespace,
      identity,
      cause: enums.WorkflowTaskFailedCause.WORKFLOW_WORKER_UNHANDLED_FAILURE,
      failure: toWireFailure(error instanceof Error ? error : String(error)),
    });
  }

  async #answerQueryTask({ taskToken }: Task, query: NonNullable<Task["query"]>, turn: ScriptTurn): Promise<void> {
    const { service, namespace, workflows } = this.#settings;
    const workflow = Object.hasOwn(workflows, turn.workflowType) ? this.#workflow(turn.workflowType) : { run: noRun };
    const { resultType, answer, errorMessage = "", failure } = await answerQuery(query, workflow, turn);
    await service.respondQueryTaskCompleted({
      taskToken,
      namespace,
      completedType: resultType ?? enums.QueryResultType.FAILED,
      errorMessage,
      ...(answer && { queryResult: answer }),
      ...(failure && { failure }),
    });
  }

  #workflow(type: string): ScriptedWorkflow {
    const { workflows } = this.#settings;
    const found = Object.hasOwn(workflows, type) ? workflows[type] : undefined;
    if (found === undefined) {
      throw new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", `there is no script for the workflow '${type}'`);
    }
    return typeof found === "function" ? { run: found } : found;
  }
}

interface WireReply extends Pick<ScriptReply, "newTask"> {
  readonly messages: Awaited<ReturnType<typeof answerUpdates>>["messages"];
  readonly commands: readonly WireCommand[];
  readonly queryResults: Awaited<ReturnType<typeof answerQueries>>;
}

/** The server did not take the answer: it is no fault of the script's, which must not fail the task for it. */
class RefusedAnswer extends Error {
  constructor(cause: unknown) {
    super("the server refused the answer to a workflow task", { cause });
  }
}

const noRun = (): undefined => undefined;

const isList = (answer: NonNullable<ScriptAnswer>): answer is readonly ScriptCommand[] => Array.isArray(answer);

const toReply = (answer: ScriptAnswer): ScriptReply => {
  if (answer === undefined) return {};
  return isList(answer) ? { commands: answer } : answer;
};

const toWireCommands = (commands: readonly ScriptCommand[], place: CommandPlace): readonly WireCommand[] =>
  commands.map((command) => {
    if (command instanceof MadeCommand) return command.toWire(place);
    const text =
      "a script gave something that is no command; make commands with startTimer, completeWorkflow and so on";
    throw new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", text);
  });

const toStickyAttributes = ({ name, timeoutMs }: StickyQueue) => ({
  workerTaskQueue: { name, kind: enums.TaskQueueKind.STICKY },
  scheduleToStartTimeout: toDuration(timeoutMs),
});
