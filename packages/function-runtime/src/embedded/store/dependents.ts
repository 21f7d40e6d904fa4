import type { EntityRecord, EntityType } from "../../entity.ts";
import { functionString, taskString } from "../../keys.ts";

/** What goes with an entity when it is deleted with `cascade`: a function's tasks and runs, a task's runs. */
export function dependents(
  type: EntityType,
  { id, kind, name, project = "" }: EntityRecord,
  all: (type: EntityType) => readonly EntityRecord[],
): readonly (readonly [EntityType, EntityRecord])[] {
  if (type === "function") {
    const reference = functionString({ kind, project, name, id });
    const own = (record: EntityRecord): boolean => record.spec["function"] === reference;
    return [...tagged("run", all("run").filter(own)), ...tagged("task", all("task").filter(own))];
  }
  if (type === "task") {
    const reference = taskString({ kind, project, id });
    return tagged(
      "run",
      all("run").filter((record) => record.spec["task"] === reference),
    );
  }
  return [];
}

const tagged = (type: EntityType, records: readonly EntityRecord[]): (readonly [EntityType, EntityRecord])[] =>
  records.map((record) => [type, record] as const);
