import type { MessageInitShape } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { ConnectError } from "@connectrpc/connect";
import { enums, workflowservice } from "@millrace/protocol/temporal";
import { MadeCommand, type ScriptCommand } from "../../src/testing/script-command.ts";
import { plainMessage } from "../../src/testing/plain-message.ts";
import { payloadLine } from "./scrub.ts";
import type { Stage } from "./stage.ts";

type Task = workflowservice.PollWorkflowTaskQueueResponse;
type Answer = Exclude<
  MessageInitShape<typeof workflowservice.RespondWorkflowTaskCompletedRequestSchema>,
  workflowservice.RespondWorkflowTaskCompletedRequest
>;

const identity = "hands";

/** Polls and answers call by call, for what a scripted worker does not do. */
export class Hands {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The next workflow task of the case's queue. */
  async task(): Promise<Task> {
    const { service, namespace, taskQueue } = this.#stage;
    const request = { namespace, identity, taskQueue: { name: taskQueue, kind: enums.TaskQueueKind.NORMAL } };
    for (;;) {
      const task = await service.pollWorkflowTaskQueue(request, { timeoutMs: 20_000 });
      if (task.taskToken.length > 0) return task;
    }
  }

  /** Answers a task, and keeps what the server says to that, without histories. */
  async answer(
    name: string,
    { taskToken }: Pick<Task, "taskToken">,
    commands: readonly ScriptCommand[],
    more: Answer = {},
  ): Promise<workflowservice.RespondWorkflowTaskCompletedResponse | undefined> {
    const { service, namespace, taskQueue, outcomes } = this.#stage;
    const wire = commands.map((command) => {
      if (command instanceof MadeCommand) return command.toWire({ taskQueue });
      throw new TypeError("no command");
    });
    try {
      const request = { namespace, identity, taskToken, commands: wire, ...more };
      const answer = await service.respondWorkflowTaskCompleted(request);
      const told = plainMessage(
        reflect(workflowservice.RespondWorkflowTaskCompletedResponseSchema, answer),
        payloadLine,
      );
      const { history: _history, ...task } = (told["workflowTask"] ?? {}) as Record<string, unknown>;
      outcomes[name] = { ...told, workflowTask: task };
      return answer;
    } catch (error) {
      outcomes[name] = ConnectError.from(error).message;
      return undefined;
    }
  }
}
