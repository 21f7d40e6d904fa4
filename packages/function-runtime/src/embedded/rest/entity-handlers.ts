import { Refusal } from "./refusal.ts";
import { parameter, type Handlers } from "./rest-request.ts";
import {
  entityOfRoute,
  isOn,
  listAll,
  listPage,
  relationshipsOf,
  requireProject,
  typeOfRoute,
} from "./stored-entities.ts";
import { createFrom, updateFrom } from "./write-entity.ts";

export const entityHandlers: Handlers<
  | "listEntities"
  | "createEntity"
  | "deleteByName"
  | "readEntity"
  | "updateEntity"
  | "deleteEntity"
  | "relationships"
  | "functionTasks"
  | "taskRuns"
> = {
  listEntities: async (request) => ({
    json: await listPage(request, typeOfRoute(request), await requireProject(request)),
  }),

  createEntity: async (request) => ({
    json: await createFrom(request, typeOfRoute(request), await requireProject(request)),
  }),

  deleteByName: async (request) => {
    const project = await requireProject(request);
    const type = typeOfRoute(request);
    const name = request.query.get("name");
    if (!name) throw new Refusal(400, `which ${type}s to delete is said by '?name='`);
    const cascade = isOn(request.query, "cascade");
    for (const { id } of await listAll(request.site.platform, type, project, { name, versions: "all" })) {
      await request.site.platform.delete({ type, project, id }, { cascade });
    }
    return { json: true };
  },

  readEntity: async (request) => ({ json: await entityOfRoute(request, typeOfRoute(request)) }),

  updateEntity: async (request) => {
    const type = typeOfRoute(request);
    return { json: await updateFrom(request, await entityOfRoute(request, type), type) };
  },

  deleteEntity: async (request) => {
    const type = typeOfRoute(request);
    const { id } = await entityOfRoute(request, type);
    const place = { type, project: parameter(request, "project"), id };
    await request.site.platform.delete(place, { cascade: isOn(request.query, "cascade") });
    return { json: true };
  },

  relationships: async (request) => {
    const type = typeOfRoute(request);
    return { json: await relationshipsOf(request.site.platform, type, await entityOfRoute(request, type)) };
  },

  functionTasks: async (request) => {
    const { kind, name, id, project } = await entityOfRoute(request, "function");
    const tasks = await listAll(request.site.platform, "task", project, {
      function: `${kind}://${project ?? ""}/${name}:${id}`,
    });
    return { json: tasks };
  },

  taskRuns: async (request) => {
    const { kind, id, project } = await entityOfRoute(request, "task");
    return { json: await listPage(request, "run", project, { task: `${kind}://${project ?? ""}/${id}` }) };
  },
};
