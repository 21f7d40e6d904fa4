import type { EntityRecord, EntityType, JsonObject } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { parseTaskString } from "../../keys.ts";
import { functionKind, splitKind } from "../../kinds.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import { functionOf } from "./function-of.ts";
import { notFound } from "../store/place.ts";

/**
 * The spec that a run is executed by: its function's, under its task's, under its own. What is null counts as not
 * given.
 *
 * @throws `FUNCTION_RUN_NOT_EXECUTABLE`, `FUNCTION_INVALID_KEY`, `FUNCTION_NOT_FOUND`
 */
export async function sealedSpec(core: EmbeddedCore, run: EntityRecord): Promise<JsonObject> {
  const of = splitKind(run.kind).functionKind;
  if (of !== functionKind) {
    throw new FunctionError(
      "FUNCTION_RUN_NOT_EXECUTABLE",
      `functions of kind '${of}' are kept here and not executed; use local_execution, or another platform`,
    );
  }
  const read = async (type: EntityType, project: string, id: string): Promise<JsonObject> => {
    const found = await core.entities.read({ type, project, id });
    if (found === undefined) throw notFound({ type, project, id });
    return given(found.spec);
  };
  const { task: taskText } = run.spec;
  const fn = functionOf(run);
  const task = typeof taskText === "string" ? parseTaskString(taskText) : undefined;
  return {
    ...(await read("function", fn.project, fn.id)),
    ...(task === undefined ? {} : await read("task", task.project, task.id)),
    ...given(run.spec),
  };
}

const given = (spec: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== null));
