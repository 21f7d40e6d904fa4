import type { EntityType, JsonObject, JsonValue, NewEntity } from "../entity.ts";
import { isKindOf } from "../kinds.ts";
import { isName, isProjectName } from "../names.ts";
import { errorTexts } from "./error-body.ts";

/** What is wrong with an entity that came in; the text is for its sender. */
export type Problem = { readonly problem: string };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a body as an entity of a type; everything that it does not know is dropped. */
export const readEntityJson = (type: EntityType, body: unknown): NewEntity | Problem => {
  if (!isJsonObject(body)) return { problem: `a ${type} is a JSON object` };
  const { kind, id, name, project, metadata, spec, status, extensions } = body;
  if (!isKind(type, kind))
    return { problem: `${errorTexts.invalidKind}: ${JSON.stringify(kind) ?? "none"} is not one of a ${type}` };
  const isGoodName = (value: unknown): boolean =>
    typeof value === "string" && (type === "project" ? isProjectName(value) : isName(value));
  for (const [field, value] of [["id", id] as const, ["name", name] as const]) {
    if (value !== undefined && value !== null && !isGoodName(value)) return { problem: badName(type, field) };
  }
  // Tasks and runs have no name of their own.
  if (type !== "task" && type !== "run" && !isGoodName(name)) return { problem: badName(type, "name") };
  if (project !== undefined && project !== null && !(typeof project === "string" && isProjectName(project)))
    return { problem: badName("project", "project") };
  if (!isJsonObject(spec)) return { problem: `${errorTexts.missingSpec}: a ${type} has one, a JSON object` };
  for (const [field, value] of [["metadata", metadata] as const, ["status", status] as const]) {
    if (value !== undefined && value !== null && !isJsonObject(value))
      return { problem: `'${field}' is a JSON object` };
  }
  const wrong = metadataProblem(metadata) ?? statusProblem(status);
  if (wrong !== undefined) return { problem: wrong };
  return {
    kind,
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof project === "string" ? { project } : {}),
    ...(isJsonObject(metadata) ? { metadata } : {}),
    spec,
    ...(isJsonObject(status) ? { status } : {}),
    ...(Array.isArray(extensions) ? { extensions: extensions as readonly JsonValue[] } : {}),
  };
};

/** Kinds are parts of keys: none may be taken for a way up. */
const isKind = (type: EntityType, kind: JsonValue | undefined): kind is string =>
  typeof kind === "string" && kind.length <= 256 && !kind.includes("..") && isKindOf(type, kind);

const badName = (type: EntityType, field: string): string =>
  type === "project"
    ? `the '${field}' of a project has lower-case letters, digits and '-' only`
    : `the '${field}' of a ${type} has letters, digits, '.', '_', '+' and '-' only`;

const metadataProblem = (metadata: JsonValue | undefined): string | undefined => {
  if (!isJsonObject(metadata)) return undefined;
  for (const field of ["name", "project", "version", "description", "created", "updated", "created_by", "updated_by"]) {
    const value = metadata[field];
    if (value !== undefined && value !== null && typeof value !== "string") return `'metadata.${field}' is a string`;
  }
  const { labels, relationships } = metadata;
  if (labels !== undefined && labels !== null && !isListOf(labels, (label) => typeof label === "string")) {
    return "'metadata.labels' is a list of strings";
  }
  if (relationships !== undefined && relationships !== null && !isListOf(relationships, isRelationship)) {
    return "'metadata.relationships' is a list of objects with 'type' and 'dest'";
  }
  return undefined;
};

const statusProblem = (status: JsonValue | undefined): string | undefined => {
  if (!isJsonObject(status)) return undefined;
  for (const field of ["state", "message"]) {
    const value = status[field];
    if (value !== undefined && value !== null && typeof value !== "string") return `'status.${field}' is a string`;
  }
  return undefined;
};

const isListOf = (value: JsonValue, fits: (item: JsonValue) => boolean): boolean =>
  Array.isArray(value) && (value as readonly JsonValue[]).every(fits);

const isRelationship = (value: JsonValue): boolean =>
  isJsonObject(value) && typeof value["type"] === "string" && typeof value["dest"] === "string";
