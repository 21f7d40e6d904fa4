import { enums, type command } from "@millrace/protocol/temporal";
import type { Change } from "../change.ts";
import { CommandFailure } from "./command-failure.ts";
import type { EventFacts } from "../event.ts";
import type { Transaction } from "../transaction.ts";

export type Attributes = command.Command["attributes"];
export type CommandCase = Exclude<Attributes["case"], undefined>;
export type CommandAttributes<C extends CommandCase> = Extract<Attributes, { case: C }>["value"];

/** What the commands of one completed task share. */
export interface CommandContext {
  readonly transaction: Transaction;
  readonly change: Change;
  readonly identity: string;
  /** Of the event that says that the task is completed. */
  readonly workflowTaskCompletedEventId: bigint;
  /** Of the command at hand, for its event. */
  facts: Pick<EventFacts, "userMetadata">;
  /** Whether something happened while the worker had the task: then it must look again before it closes the run. */
  hasBufferedEvents: boolean;
  /** Whether the run needs another task, come what may. */
  needsTask: boolean;
  /** Activities that the worker wants to have with the answer. */
  readonly eager: number[];
  /** Ids of children that were started by this task. */
  readonly startedChildren: Set<string>;
}

export type CommandHandler<C extends CommandCase> = (context: CommandContext, attributes: CommandAttributes<C>) => void;

const { WorkflowTaskFailedCause } = enums;

/** @throws {@link CommandFailure} if it is missing or too long */
export function checkText(
  text: string,
  field: string,
  command: string,
  cause: enums.WorkflowTaskFailedCause,
  { change }: CommandContext,
): void {
  if (text === "") throw new CommandFailure(cause, `${field} is not set on ${command}.`);
  const length = Buffer.byteLength(text);
  const limit = change.settings.limits.idBytes;
  if (length > limit) {
    throw new CommandFailure(
      cause,
      `${field} on ${command} exceeds length limit. ${field}=${text} Length=${length} Limit=${limit}`,
    );
  }
}

/** Oversized values end the run: its worker would send them again and again. */
export function checkBytes(
  bytes: number,
  what: string,
  cause: enums.WorkflowTaskFailedCause,
  { change }: CommandContext,
): void {
  if (bytes <= change.settings.limits.blobBytes) return;
  throw new CommandFailure(cause, `${what} exceeds size limit.`, { terminates: true });
}

/** @throws {@link CommandFailure} if the command is for another namespace */
export function checkNamespace(
  namespace: string,
  cause: enums.WorkflowTaskFailedCause,
  { change }: CommandContext,
): void {
  if (namespace === "" || namespace === change.facts.namespace) return;
  throw new CommandFailure(cause, "cross namespace commands are not allowed");
}

/** @throws {@link CommandFailure} if the worker has not seen all that happened */
export function checkNothingBuffered({ hasBufferedEvents }: CommandContext): void {
  if (hasBufferedEvents) throw new CommandFailure(WorkflowTaskFailedCause.UNHANDLED_COMMAND, "");
}

/** Runs a check of a caller's value; what it objects to fails the task with this cause. */
export function orFail<T>(cause: enums.WorkflowTaskFailedCause, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new CommandFailure(cause, rawMessage(error), { cause: error });
  }
}

const rawMessage = (error: unknown): string =>
  error instanceof Error && "rawMessage" in error ? String(error.rawMessage) : String(error);
