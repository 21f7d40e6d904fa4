import type { EntityRecord, EntityStatus, EntityType } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { checkMove, firstState, transitionsOf, withTransition } from "./states.ts";

/**
 * A record after an update. Who it is and when it was made stay; so does the spec, but for a run that is still
 * CREATED; the status is replaced, and a run's transitions are kept by the platform.
 *
 * @throws `FUNCTION_INVALID_STATE` for a state that cannot follow; `FUNCTION_INVALID_ENTITY` for another kind or name.
 */
export function changedRecord(type: EntityType, stored: EntityRecord, given: EntityRecord, now: string): EntityRecord {
  for (const part of ["kind", "name"] as const) {
    if (given[part] === undefined || given[part] === stored[part]) continue;
    throw new FunctionError(
      "FUNCTION_INVALID_ENTITY",
      `the ${part} of ${type} '${stored.id}' is '${stored[part]}' and cannot become '${given[part]}'; make a new one`,
      { details: { field: part } },
    );
  }
  const { created, version, project, name } = stored.metadata;
  const isSpecOpen = type === "project" || (type === "run" && stateOf(stored) === firstState);
  return {
    ...stored,
    metadata: {
      ...given.metadata,
      ...definedOnly({ created, project, name, version: given.metadata?.version ?? version }),
      updated: now,
    },
    spec: isSpecOpen ? (given.spec ?? stored.spec) : stored.spec,
    status: changedStatus(type, stored, given.status ?? {}, now),
    ...(given.extensions === undefined ? {} : { extensions: given.extensions }),
  };
}

export const stateOf = (record: EntityRecord): string => record.status.state ?? firstState;

function changedStatus(type: EntityType, stored: EntityRecord, given: EntityStatus, now: string): EntityStatus {
  const from = stateOf(stored);
  const { state = from } = given;
  checkMove(type, from, state);
  if (type !== "run") return { ...given, state };
  const before = transitionsOf(stored.status);
  return state === from ? { ...given, state, transitions: before } : withTransition({ ...given, state }, before, now);
}

function definedOnly(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
