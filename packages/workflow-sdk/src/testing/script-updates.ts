import { create, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { anyPack, type Any } from "@bufbuild/protobuf/wkt";
import { enums, type protocol, update } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import type { WireCommand } from "./script-command.ts";
import { toWireFailure } from "./script-failure.ts";
import type { ScriptedWorkflow, ScriptTurn } from "./script.ts";
import { fromPayload, toPayloads } from "./wire-values.ts";

type Message = MessageInitShape<typeof protocol.MessageSchema>;

/** What goes into the answer of a task that brought updates. */
export interface UpdateAnswers {
  readonly messages: readonly Message[];
  /** They give the messages their place among the other commands. */
  readonly commands: readonly WireCommand[];
}

const placeOf = (messageId: string): WireCommand => ({
  commandType: enums.CommandType.PROTOCOL_MESSAGE,
  attributes: { case: "protocolMessageCommandAttributes", value: { messageId } },
});

const pack = (id: string, protocolInstanceId: string, body: Any): Message => ({ id, protocolInstanceId, body });

const outcomeOf = async (handler: () => unknown): Promise<MessageInitShape<typeof update.OutcomeSchema>> => {
  try {
    return { value: { case: "success", value: toPayloads([await handler()]) ?? {} } };
  } catch (error) {
    return { value: { case: "failure", value: toWireFailure(error instanceof Error ? error : String(error)) } };
  }
};

const answerOne = async (
  request: protocol.Message,
  { updates = {} }: ScriptedWorkflow,
  turn: ScriptTurn,
): Promise<UpdateAnswers> => {
  const { protocolInstanceId: instance, id, body } = request;
  const asked = fromBinary(update.RequestSchema, body?.value ?? new Uint8Array());
  const name = asked.input?.name ?? "";
  const sequencing = request.sequencingId.case === "eventId" ? request.sequencingId.value : 0n;
  const handler = Object.hasOwn(updates, name) ? updates[name] : undefined;
  if (handler === undefined) {
    const text = `the script of '${turn.workflowType}' has no update '${name}'`;
    const failure = toWireFailure(new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", text));
    const rejection = create(update.RejectionSchema, {
      rejectedRequestMessageId: id,
      rejectedRequestSequencingEventId: sequencing,
      rejectedRequest: asked,
      failure,
    });
    return {
      messages: [pack(`${instance}/reject`, instance, anyPack(update.RejectionSchema, rejection))],
      commands: [],
    };
  }
  const acceptance = create(update.AcceptanceSchema, {
    acceptedRequestMessageId: id,
    acceptedRequestSequencingEventId: sequencing,
    acceptedRequest: asked,
  });
  const args = (asked.input?.args?.payloads ?? []).map(fromPayload);
  const outcome = await outcomeOf(() => handler(turn, ...args));
  const response = create(update.ResponseSchema, { ...(asked.meta && { meta: asked.meta }), outcome });
  const messages = [
    pack(`${instance}/accept`, instance, anyPack(update.AcceptanceSchema, acceptance)),
    pack(`${instance}/complete`, instance, anyPack(update.ResponseSchema, response)),
  ];
  return { messages, commands: messages.map((message) => placeOf(message.id ?? "")) };
};

/** Accepts and completes, or rejects, each update of a task. */
export const answerUpdates = async (
  requests: readonly protocol.Message[],
  workflow: ScriptedWorkflow,
  turn: ScriptTurn,
): Promise<UpdateAnswers> => {
  const answers: UpdateAnswers[] = [];
  for (const request of requests) answers.push(await answerOne(request, workflow, turn));
  return {
    messages: answers.flatMap(({ messages }) => messages),
    commands: answers.flatMap(({ commands }) => commands),
  };
};
