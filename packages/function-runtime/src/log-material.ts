import type { EntityRecord } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { MaterialOptions } from "./create-material.ts";
import type { MaterialType } from "./material.ts";
import type { Project } from "./project.ts";

export async function logMaterial(
  _project: Project,
  type: MaterialType,
  options: MaterialOptions,
): Promise<EntityRecord> {
  throw new FunctionError("FUNCTION_NO_CONTENT", `${type} '${options.name}' is not uploaded yet`);
}
