import { createHash, randomUUID } from "node:crypto";
import type { EntityType } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { checkName, checkProjectName, isName, isProjectName } from "./names.ts";

/** The types that have keys: those of DigitalHub Core, also those that only its servers keep. */
const keyTypes: readonly string[] = [
  "project",
  "function",
  "task",
  "run",
  "artifact",
  "dataitem",
  "model",
  "secret",
  "workflow",
  "trigger",
  "log",
  "containerimage",
];

/** Tasks and runs have no name of their own: their keys end with the id. */
const nameless: readonly string[] = ["task", "run"];

/** What `store://{project}/{type}/{kind}/{name}:{id}` says. */
export interface EntityKey {
  readonly project: string;
  readonly type: EntityType;
  /** May contain `+` and `:`, as `nodejs+job:run`. */
  readonly kind: string;
  /** Of tasks and runs: their id. */
  readonly name: string;
  /** Absent: the latest version of that name. */
  readonly id?: string;
}

/** What `{kind}://{project}/{name}:{id}` says. */
export interface FunctionReference {
  readonly kind: string;
  readonly project: string;
  readonly name: string;
  readonly id: string;
}

/** What `{task kind}://{project}/{id}` says. */
export interface TaskReference {
  readonly kind: string;
  readonly project: string;
  readonly id: string;
}

/** A new id: a random UUID without dashes, as DigitalHub's are. */
export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** An id of the same form that is always the same for the same text. */
export function idOf(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return `${hash.slice(0, 12)}4${hash.slice(13, 16)}a${hash.slice(17, 32)}`;
}

/**
 * `store://{project}/{type}/{kind}/{name}:{id}`; of tasks and runs `store://{project}/{type}/{kind}/{id}`.
 *
 * @throws `FUNCTION_INVALID_NAME` if a part cannot be part of a key.
 */
export function entityKey(key: EntityKey): string {
  checkProjectName(key.project);
  checkName(key.name, key.type);
  const start = `store://${key.project}/${key.type}/${checkKind(key.kind)}/${key.name}`;
  return key.id === undefined || nameless.includes(key.type) ? start : `${start}:${checkName(key.id, "id")}`;
}

/**
 * Reads an entity's key. The key of a run is taken with and without its id a second time: newer servers of
 * DigitalHub write `store://{project}/run/{kind}/{id}:{id}`.
 *
 * @throws `FUNCTION_INVALID_KEY` if it is none.
 */
export function parseKey(text: string): EntityKey {
  const [, project = "", type = "", kind = "", name = "", id] =
    /^store:\/\/([^/]+)\/([^/]+)\/([^/]+)\/([^/:]+)(?::([^/]+))?$/.exec(text) ?? [];
  const fits = isProjectName(project) && keyTypes.includes(type) && isKind(kind) && isName(name);
  if (!fits || (id !== undefined && !isName(id))) throw invalid(text, "store://project/type/kind/name:id");
  if (nameless.includes(type)) {
    if (id !== undefined && id !== name) throw invalid(text, `store://project/${type}/kind/id`);
    return { project, type: type as EntityType, kind, name, id: name };
  }
  return { project, type: type as EntityType, kind, name, ...(id === undefined ? {} : { id }) };
}

/** Whether a text is the key of an entity (of this type, if one is given). */
export function isKey(text: string, type?: EntityType): boolean {
  if (!text.startsWith("store://")) return false;
  try {
    const key = parseKey(text);
    return type === undefined || key.type === type;
  } catch {
    return false;
  }
}

/** `{kind}://{project}/{name}:{id}`: how tasks and runs name their function. */
export function functionString({ kind, project, name, id }: FunctionReference): string {
  return `${checkKind(kind)}://${checkProjectName(project)}/${checkName(name, "function")}:${checkName(id, "id")}`;
}

/** @throws `FUNCTION_INVALID_KEY` if it is none. */
export function parseFunctionString(text: string): FunctionReference {
  const [, kind = "", project = "", name = "", id = ""] = /^([^:/]+):\/\/([^/]+)\/([^/:]+):([^/]+)$/.exec(text) ?? [];
  if (isKind(kind) && isProjectName(project) && isName(name) && isName(id)) return { kind, project, name, id };
  throw invalid(text, "kind://project/name:id");
}

/** `{task kind}://{project}/{id}`: how runs name their task. */
export function taskString({ kind, project, id }: TaskReference): string {
  return `${checkKind(kind)}://${checkProjectName(project)}/${checkName(id, "id")}`;
}

/** @throws `FUNCTION_INVALID_KEY` if it is none. */
export function parseTaskString(text: string): TaskReference {
  const [, kind = "", project = "", id = ""] = /^([^:/]+):\/\/([^/]+)\/([^/:]+)$/.exec(text) ?? [];
  if (isKind(kind) && isProjectName(project) && isName(id)) return { kind, project, id };
  throw invalid(text, "task-kind://project/id");
}

/** `store://{name}`. */
export function projectKey(name: string): string {
  return `store://${checkProjectName(name)}`;
}

/** The project's name. @throws `FUNCTION_INVALID_KEY` if it is none. */
export function parseProjectKey(text: string): string {
  const [, name = ""] = /^store:\/\/([^/]+)$/.exec(text) ?? [];
  if (isProjectName(name)) return name;
  throw invalid(text, "store://project");
}

const isKind = (kind: string): boolean => /^[a-zA-Z][\w.+:-]*$/.test(kind);

function checkKind(kind: string): string {
  if (isKind(kind)) return kind;
  throw new FunctionError("FUNCTION_INVALID_KIND", `'${kind}' cannot be a kind: it is part of keys`, {
    details: { kind },
  });
}

function invalid(text: string, form: string): FunctionError {
  return new FunctionError("FUNCTION_INVALID_KEY", `'${text.slice(0, 200)}' is not of the form ${form}`, {
    details: { key: text, form },
  });
}
