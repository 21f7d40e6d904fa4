import { checkOptions } from "@millrace/protocol";
import type { EntityRecord, JsonObject, Relationship } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { jsonObject, text } from "./field-checks.ts";
import { newId } from "./keys.ts";
import { materialKinds } from "./kinds.ts";
import type { MaterialType } from "./material.ts";
import { descriptionOf, refuseProject, type DescribedOptions } from "./metadata.ts";
import { checkName, checkUuid } from "./names.ts";
import type { Project } from "./project.ts";

export interface MaterialOptions extends DescribedOptions {
  readonly kind?: string;
  readonly uuid?: string;
  readonly framework?: string;
  readonly algorithm?: string;
  readonly parameters?: JsonObject;
  readonly metrics?: JsonObject;
}

const described: readonly string[] = ["name", "kind", "uuid", "description", "labels", "embedded"];

/** The options of each type, beside what says where the content is. */
export const materialOptionNames: Readonly<Record<MaterialType, readonly string[]>> = {
  artifact: described,
  dataitem: described,
  model: [...described, "framework", "algorithm", "parameters", "metrics"],
};

/** Makes an entity whose content is somewhere already. */
export async function createMaterial(
  project: Project,
  type: MaterialType,
  options: MaterialOptions & { readonly path: string },
): Promise<EntityRecord> {
  const where = `project.new${type[0]?.toUpperCase()}${type.slice(1)}`;
  refuseProject(options, where);
  checkOptions(options, [...materialOptionNames[type], "path"], where);
  const path = text("where the content is: a path of the store, or a URL")(options.path, "path") as string;
  const id = options.uuid === undefined ? newId() : checkUuid(options.uuid);
  const entity = await project.platform.create(type, newMaterial(project, type, options, { id, spec: { path } }));
  project.scope?.outputs.set(entity.name, entity.key);
  return entity;
}

/** What to create: everything is checked before anything is stored. */
export function newMaterial(
  project: Project,
  type: MaterialType,
  options: MaterialOptions,
  { id, spec, status = { state: "CREATED" } }: { id: string; spec: JsonObject; status?: JsonObject },
): Pick<EntityRecord, "id" | "kind" | "name" | "project" | "metadata" | "spec" | "status"> {
  const name = checkName(options.name, type);
  const kind = options.kind ?? materialKinds[type][0] ?? type;
  if (!(materialKinds[type] as readonly string[]).includes(kind)) {
    const known = materialKinds[type].join(", ");
    throw new FunctionError("FUNCTION_INVALID_KIND", `a ${type} cannot be of kind '${kind}'; there are ${known}`);
  }
  const producedBy: Relationship[] =
    project.scope === undefined ? [] : [{ type: "produced_by", dest: project.scope.run.key }];
  const metadata = descriptionOf(project.name, options);
  return {
    id,
    kind,
    name,
    project: project.name,
    metadata: producedBy.length === 0 ? metadata : { ...metadata, relationships: producedBy },
    spec: { ...modelSpec(options), ...spec },
    status: options.metrics === undefined ? status : { ...status, metrics: jsonObject(options.metrics, "metrics") },
  };
}

function modelSpec({ framework, algorithm, parameters }: MaterialOptions): JsonObject {
  return {
    ...(framework === undefined ? {} : { framework: text()(framework, "framework") as string }),
    ...(algorithm === undefined ? {} : { algorithm: text()(algorithm, "algorithm") as string }),
    ...(parameters === undefined ? {} : { parameters: jsonObject(parameters, "parameters") as JsonObject }),
  };
}
