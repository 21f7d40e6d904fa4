import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { command, enums } from "@millrace/protocol/temporal";

type Attributes = NonNullable<MessageInitShape<typeof command.CommandSchema>["attributes"]>;
type Case = Exclude<command.Command["attributes"]["case"], undefined>;
export type CommandName = Case extends `${infer Name}CommandAttributes` ? Name : never;
type Value<Name extends CommandName> = Extract<Attributes, { case: `${Name}CommandAttributes` }>["value"];

/** A command as workers send it. */
export function wire<Name extends CommandName>(name: Name, value: Value<Name>): command.Command {
  const upper = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return create(command.CommandSchema, {
    commandType: enums.CommandType[upper as keyof typeof enums.CommandType],
    attributes: { case: `${name}CommandAttributes`, value } as Attributes,
  });
}

export const seconds = (count: number): { seconds: bigint; nanos: number } => ({
  seconds: BigInt(Math.floor(count)),
  nanos: Math.round((count % 1) * 1e9),
});

export const complete = (): command.Command => wire("completeWorkflowExecution", {});

export const timer = (timerId: string, count: number): command.Command =>
  wire("startTimer", { timerId, startToFireTimeout: seconds(count) });

export const activity = (activityId: string, more: Value<"scheduleActivityTask"> = {}): command.Command =>
  wire("scheduleActivityTask", {
    activityId,
    activityType: { name: "Activity" },
    taskQueue: { name: "queue" },
    startToCloseTimeout: seconds(10),
    ...(more as object),
  });

export const child = (workflowId: string, more: Value<"startChildWorkflowExecution"> = {}): command.Command =>
  wire("startChildWorkflowExecution", { workflowId, workflowType: { name: "Child" }, ...(more as object) });
