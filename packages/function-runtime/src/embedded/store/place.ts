import path from "node:path";
import type { EntityRecord, EntityType } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { checkName, checkProjectName } from "../../names.ts";
import type { EntityPlace } from "../../platform.ts";

/** File systems take names of 255 bytes; `.json` and drafts need some of them. */
const longestFileName = 200;

const types: readonly EntityType[] = ["project", "function", "task", "run", "artifact", "dataitem", "model", "secret"];

/** The types whose entities belong to a project. */
export const projectTypes: readonly EntityType[] = types.filter((type) => type !== "project");

/** Refuses a place that cannot be one: what comes from outside becomes names of folders and files. */
export function checkPlace({ type, project, id }: EntityPlace): void {
  checkType(type);
  if (type === "project") checkFileName(checkProjectName(id), "project");
  else {
    checkFileName(checkProjectName(project), "project");
    checkFileName(checkName(id, "id"), "id");
  }
}

export function checkType(type: string): void {
  if (types.some((known) => known === type)) return;
  throw new FunctionError(
    "FUNCTION_INVALID_ENTITY",
    `there are no entities of type '${type}'; types: ${types.join(", ")}`,
  );
}

function checkFileName(name: string, what: string): void {
  if (name.length <= longestFileName) return;
  throw new FunctionError(
    "FUNCTION_INVALID_NAME",
    `the ${what} '${name.slice(0, 40)}…' has ${name.length} characters; the local store takes ${longestFileName}`,
  );
}

/** Where the entities of one type and project are. */
export const folderOf = (root: string, type: EntityType, project: string | undefined): string =>
  type === "project" ? path.join(root, "projects") : path.join(root, "entities", project ?? "", type);

export const placeOf = (type: EntityType, { project, id }: EntityRecord): EntityPlace =>
  project === undefined || type === "project" ? { type, id } : { type, project, id };

/** One text for one place. */
export const placeText = ({ type, project, id }: EntityPlace): string =>
  type === "project" ? `project ${id}` : `${type} ${project ?? ""}/${id}`;

export function notFound(place: EntityPlace): FunctionError {
  const where = place.project === undefined ? "" : ` in project '${place.project}'`;
  return new FunctionError("FUNCTION_NOT_FOUND", `there is no ${place.type} '${place.id}'${where}`, {
    details: { ...place },
  });
}
