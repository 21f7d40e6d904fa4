import type { ScriptCommand } from "./script-command.ts";
import type { ScriptEvent } from "./script-event.ts";

/** A workflow task, as a script sees it. */
export interface ScriptTurn {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly runId: string;
  /** Which of the run's workflow tasks this is, not counting those that failed or timed out; from 1. */
  readonly number: number;
  /** How often this task was tried; from 1. */
  readonly attempt: number;
  /** The workflow's arguments. */
  readonly input: readonly unknown[];
  /** The run's whole history so far. */
  readonly events: readonly ScriptEvent[];
  /** The events since the task before this one was started. */
  readonly newEvents: readonly ScriptEvent[];
  /** Aborts when the worker closes. */
  readonly signal: AbortSignal;
  /**
   * The last event of a type, such as `TimerFired`, whose attributes contain those given.
   *
   * @throws `WORKFLOW_INVALID_SCRIPT` if there is no such type
   */
  readonly find: (type: string, attributes?: Readonly<Record<string, unknown>>) => ScriptEvent | undefined;
}

/** What a script answers in place of mere commands. */
export interface ScriptReply {
  /** Default: none. */
  readonly commands?: readonly ScriptCommand[];
  /** Ask for another workflow task at once. Default `false`. */
  readonly newTask?: boolean;
  /** Do not answer: the task times out. Default `false`. */
  readonly silent?: boolean;
}

/** Commands in their order, none, or more than that. */
export type ScriptAnswer = readonly ScriptCommand[] | ScriptReply | undefined | void;

/** Answers one workflow task after another. What it throws fails the task, which the server then tries again. */
export type Script = (turn: ScriptTurn) => ScriptAnswer | Promise<ScriptAnswer>;

/** Answers a query or an update by its arguments. What it throws is the answer, as a failure. */
export type ScriptHandler = (turn: ScriptTurn, ...args: readonly unknown[]) => unknown;

export interface ScriptedWorkflow {
  readonly run: Script;
  /** By name. A query of another name fails. */
  readonly queries?: Readonly<Record<string, ScriptHandler>>;
  /** By name; each is accepted and completed in the task that brings it. An update of another name is rejected. */
  readonly updates?: Readonly<Record<string, ScriptHandler>>;
}

/** A script whose n-th turn is the n-th list; further turns have no commands. */
export const steps =
  (...turns: readonly ScriptAnswer[]): Script =>
  ({ number }) =>
    turns[number - 1];
