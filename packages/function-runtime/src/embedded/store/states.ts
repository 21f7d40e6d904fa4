import type { EntityStatus, EntityType, JsonObject } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { isRunState, materialTransitions, mayMove, nextStates } from "../../run-states.ts";

/** The state of what was just made. */
export const firstState = "CREATED";

/** @throws `FUNCTION_INVALID_STATE` naming the states that the entity can go to. */
export function checkMove(type: EntityType, from: string, to: string): void {
  if (from === to) return;
  const next = statesAfter(type, from);
  if (next === undefined || next.includes(to)) return;
  const may = next.length === 0 ? "stays as it is" : `can go to ${next.join(", ")}`;
  throw new FunctionError("FUNCTION_INVALID_STATE", `a ${type} that is ${from} cannot be ${to}; it ${may}`, {
    details: { type, from, to },
  });
}

/** Absent: entities of this type are free in their states. */
function statesAfter(type: EntityType, from: string): readonly string[] | undefined {
  if (type === "run") return isRunState(from) ? nextStates(from).filter((state) => mayMove(from, state)) : [];
  return type === "artifact" || type === "dataitem" || type === "model" ? (materialTransitions[from] ?? []) : undefined;
}

/** A run's status with its state as the latest of its transitions. */
export function withTransition(
  status: EntityStatus & { readonly state: string },
  before: readonly JsonObject[],
  time: string,
): EntityStatus & { readonly transitions: readonly JsonObject[] } {
  const { state, message } = status;
  return {
    ...status,
    transitions: [...before, { status: state, ...(message === undefined ? {} : { message }), time }],
  };
}

/** The transitions that a run has had. */
export function transitionsOf(status: EntityStatus): readonly JsonObject[] {
  const { transitions } = status;
  return Array.isArray(transitions) ? (transitions as readonly JsonObject[]) : [];
}
