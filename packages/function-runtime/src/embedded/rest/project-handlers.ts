import type { EntityRecord, EntityType, JsonObject, JsonValue } from "../../entity.ts";
import type { Platform } from "../../platform.ts";
import { createFrom, updateFrom } from "./write-entity.ts";
import { parameter, type Handlers, type RestRequest } from "./rest-request.ts";
import { isOn, listAll, listPage, relationshipsOf, requireEntity } from "./stored-entities.ts";

/** The types whose newest versions a project shows inside itself. */
const shown = ["function", "artifact", "dataitem", "model"] as const satisfies readonly EntityType[];

/** A project as clients see it: its spec lists what belongs to it, in short unless it was made to be embedded. */
const withContent = async (platform: Platform, project: EntityRecord): Promise<EntityRecord> => {
  const lists: Record<string, JsonValue> = { workflows: [] };
  for (const type of shown) {
    const entities = await listAll(platform, type, project.name);
    lists[`${type}s`] = entities.map((entity) => inShort(entity) as unknown as JsonObject);
  }
  return { ...project, spec: { ...project.spec, ...lists } };
};

const inShort = ({ spec, status, ...entity }: EntityRecord): Partial<EntityRecord> =>
  entity.metadata.embedded === true ? { ...entity, spec, status } : entity;

const projectOf = (request: RestRequest): Promise<EntityRecord> =>
  requireEntity(request.site.platform, { type: "project", id: parameter(request, "id") });

export const projectHandlers: Handlers<
  "listProjects" | "createProject" | "readProject" | "updateProject" | "deleteProject" | "projectRelationships"
> = {
  listProjects: async (request) => ({ json: await listPage(request, "project", undefined) }),
  createProject: async (request) => ({ json: await createFrom(request, "project") }),
  readProject: async (request) => ({ json: await withContent(request.site.platform, await projectOf(request)) }),
  updateProject: async (request) => {
    const project = await updateFrom(request, await projectOf(request), "project");
    return { json: await withContent(request.site.platform, project) };
  },
  deleteProject: async (request) => {
    const { id } = await projectOf(request);
    await request.site.platform.delete({ type: "project", id }, { cascade: isOn(request.query, "cascade") });
    return { json: true };
  },
  projectRelationships: async (request) => ({
    json: await relationshipsOf(request.site.platform, "project", await projectOf(request)),
  }),
};
