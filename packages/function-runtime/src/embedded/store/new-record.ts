import type { EntityRecord, EntityStatus, EntityType, NewEntity } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { entityKey, newId, projectKey } from "../../keys.ts";
import { isKindOf } from "../../kinds.ts";
import { checkName } from "../../names.ts";
import { checkMove, firstState, withTransition } from "./states.ts";

/** What a new entity is called and where it goes, before anything is looked up. */
export interface Naming {
  readonly id: string;
  readonly name: string;
}

/** Tasks and runs are called as their id; a project's id is its name. */
export function namingOf(type: EntityType, entity: NewEntity): Naming {
  if (!isKindOf(type, entity.kind)) {
    throw new FunctionError("FUNCTION_INVALID_KIND", `'${String(entity.kind)}' is not a kind of ${type}`, {
      details: { type, kind: entity.kind },
    });
  }
  if (type === "project") {
    const name = entity.name ?? entity.id ?? "";
    return { id: name, name };
  }
  const id = entity.id ?? newId();
  const isNamed = type !== "task" && type !== "run";
  return { id, name: isNamed ? checkName(entity.name, type) : checkName(entity.name ?? id, type) };
}

/**
 * The record of a new entity: key, version and times are the platform's.
 *
 * @param version what the version is called if the caller did not say.
 */
export function newRecord(
  type: EntityType,
  entity: NewEntity,
  { id, name, version, now }: Naming & { readonly version: string; readonly now: string },
): EntityRecord {
  const { kind, project } = entity;
  const spec = objectPart(entity.spec, "spec");
  const status = objectPart(entity.status, "status");
  const given = objectPart(entity.metadata, "metadata");
  const owned = type === "project" ? { name } : { project: project ?? "", name };
  const isVersioned = given.version !== undefined && given.version !== id;
  return {
    id,
    key:
      type === "project"
        ? projectKey(name)
        : entityKey({ project: project ?? "", type, kind, name: keyName(type, id, name), id }),
    kind,
    name,
    ...(type === "project" ? {} : { project: project ?? "" }),
    ...(entity.user === undefined ? {} : { user: entity.user }),
    metadata: { ...given, ...owned, version: isVersioned ? given.version : version, created: now, updated: now },
    spec,
    status: firstStatus(type, status, now),
    ...(entity.extensions === undefined ? {} : { extensions: entity.extensions }),
  };
}

const keyName = (type: EntityType, id: string, name: string): string => (type === "task" || type === "run" ? id : name);

/** An entity is CREATED and then moved to the state that the caller wants, as the state machine allows. */
function firstStatus(type: EntityType, given: EntityStatus, now: string): EntityStatus {
  const { state = firstState } = given;
  checkMove(type, firstState, state);
  if (type !== "run") return { ...given, state };
  const { transitions: _, ...status } = given;
  const created = withTransition({ ...status, state: firstState }, [], now);
  return state === firstState ? created : withTransition({ ...status, state }, created.transitions, now);
}

function objectPart<T extends object>(part: T | undefined, name: string): T | Record<string, never> {
  if (part === undefined) return {};
  if (typeof part === "object" && part !== null && !Array.isArray(part)) return part;
  throw new FunctionError("FUNCTION_INVALID_ENTITY", `'${name}' of an entity must be an object`, {
    details: { field: name },
  });
}
