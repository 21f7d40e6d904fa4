/** The states of a run, as DigitalHub Core has them. */
export type RunState =
  | "CREATED"
  | "BUILT"
  | "READY"
  | "PENDING"
  | "RUNNING"
  | "STOP"
  | "STOPPED"
  | "RESUME"
  | "COMPLETED"
  | "ERROR"
  | "DELETING"
  | "DELETED";

export type RunEvent =
  | "BUILD"
  | "RUN"
  | "SCHEDULE"
  | "EXECUTE"
  | "LOOP"
  | "COMPLETE"
  | "STOP"
  | "RESUME"
  | "ERROR"
  | "DELETE";

/**
 * State → event → next state. There is no way from BUILT to RUNNING but through READY. STOP is the state of a run
 * that was told to stop and has not yet; only a runtime that can go on after a stop takes RESUME.
 */
export const runTransitions: Readonly<Record<RunState, Readonly<Partial<Record<RunEvent, RunState>>>>> = Object.freeze({
  CREATED: { BUILD: "BUILT", ERROR: "ERROR", DELETE: "DELETING" },
  BUILT: { RUN: "READY", ERROR: "ERROR", DELETE: "DELETING" },
  READY: { SCHEDULE: "PENDING", EXECUTE: "RUNNING", ERROR: "ERROR", DELETE: "DELETING" },
  PENDING: { LOOP: "PENDING", EXECUTE: "RUNNING", COMPLETE: "COMPLETED", ERROR: "ERROR", DELETE: "DELETING" },
  RUNNING: { LOOP: "RUNNING", COMPLETE: "COMPLETED", ERROR: "ERROR", STOP: "STOP", DELETE: "DELETING" },
  STOP: { STOP: "STOPPED", ERROR: "ERROR", DELETE: "DELETING" },
  STOPPED: { RESUME: "RESUME", ERROR: "ERROR", DELETE: "DELETING" },
  RESUME: { EXECUTE: "RUNNING", ERROR: "ERROR", DELETE: "DELETING" },
  COMPLETED: { DELETE: "DELETING" },
  ERROR: { DELETE: "DELETING" },
  DELETING: { DELETE: "DELETED", ERROR: "ERROR" },
  DELETED: {},
} as const);

export const runStates: readonly RunState[] = Object.freeze(Object.keys(runTransitions) as RunState[]);

export function isRunState(state: unknown): state is RunState {
  return typeof state === "string" && Object.hasOwn(runTransitions, state);
}

/** Where an event leads; absent: the state does not take it. */
export function nextState(state: RunState, event: RunEvent): RunState | undefined {
  return runTransitions[state][event];
}

/** The states that one event leads to. */
export function nextStates(state: RunState): readonly RunState[] {
  return [...new Set(Object.values(runTransitions[state]))];
}

/** Whether an update may change a run's state so. A state may always stay as it is. */
export function mayMove(from: RunState, to: RunState): boolean {
  return from === to || nextStates(from).includes(to);
}

/** Whether a run in this state executes no more, unless it is resumed. */
export function isFinal(state: string | undefined): boolean {
  return state === "COMPLETED" || state === "ERROR" || state === "STOPPED" || state === "DELETED";
}

/** The states of artifacts, dataitems and models: their files are on the way, there, or failed to come. */
export const materialTransitions: Readonly<Record<string, readonly string[]>> = Object.freeze({
  CREATED: ["UPLOADING", "READY", "ERROR"],
  UPLOADING: ["READY", "ERROR"],
  READY: [],
  ERROR: [],
});
