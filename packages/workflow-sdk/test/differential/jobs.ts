import { randomUUID } from "node:crypto";
import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { ConnectError } from "@connectrpc/connect";
import { workflowservice } from "@millrace/protocol/temporal";
import { plainMessage } from "../../src/testing/plain-message.ts";
import { toPayloads } from "../../src/testing/wire-values.ts";
import { payloadLine } from "./scrub.ts";
import type { Stage } from "./stage.ts";

type StartRequest = Exclude<
  MessageInitShape<typeof workflowservice.StartActivityExecutionRequestSchema>,
  workflowservice.StartActivityExecutionRequest
>;

const {
  StartActivityExecutionResponseSchema,
  PollActivityExecutionResponseSchema,
  DescribeActivityExecutionResponseSchema,
} = workflowservice;

/** Standalone activities of a case: each call's whole answer is kept, by a name that the case gives it. */
export class Jobs {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Starts the activity `work` on the case's queue. */
  async start(name: string, request: StartRequest = {}, id?: string): Promise<void> {
    const { service, namespace, taskQueue } = this.#stage;
    const own = {
      namespace,
      activityId: this.#stage.id(id),
      activityType: { name: "work" },
      taskQueue: { name: taskQueue },
    };
    const input = toPayloads(["x", 1]) ?? {};
    const start = { ...own, identity: "stage", requestId: randomUUID(), input, ...request };
    await this.#keep(name, StartActivityExecutionResponseSchema, service.startActivityExecution(start));
  }

  /** Waits for its end. */
  async ended(name: string, id?: string): Promise<void> {
    const { service, namespace } = this.#stage;
    for (;;) {
      const request = { namespace, activityId: this.#stage.id(id) };
      const answer = await service.pollActivityExecution(request, { timeoutMs: 25_000 });
      if (answer.outcome === undefined) continue;
      return this.#keep(name, PollActivityExecutionResponseSchema, Promise.resolve(answer));
    }
  }

  async describe(name: string, id?: string): Promise<void> {
    const { service, namespace } = this.#stage;
    const all = { includeInput: true, includeOutcome: true, includeHeartbeatDetails: true, includeLastFailure: true };
    const request = { namespace, activityId: this.#stage.id(id), ...all };
    await this.#keep(name, DescribeActivityExecutionResponseSchema, service.describeActivityExecution(request));
  }

  async cancel(name: string, id?: string): Promise<void> {
    const { service } = this.#stage;
    const request = { ...this.#end(id), reason: "enough" };
    await this.#stage.outcome(name, service.requestCancelActivityExecution(request), () => "accepted");
  }

  async terminate(name: string, id?: string): Promise<void> {
    const { service } = this.#stage;
    const request = { ...this.#end(id), reason: "enough" };
    await this.#stage.outcome(name, service.terminateActivityExecution(request), () => "accepted");
  }

  #end(id: string | undefined) {
    const { namespace } = this.#stage;
    return { namespace, activityId: this.#stage.id(id), identity: "stage", requestId: randomUUID() };
  }

  async #keep<Type extends DescMessage>(name: string, type: Type, call: Promise<MessageShape<Type>>): Promise<void> {
    const { outcomes } = this.#stage;
    outcomes[name] = await call.then(
      (answer) => plainMessage(reflect(type, answer), payloadLine),
      (error: unknown) => ConnectError.from(error).message,
    );
  }
}
