import type { EntityRecord, EntityType, NewEntity } from "../../entity.ts";
import { readEntityJson } from "../../wire/entity-json.ts";
import { Refusal } from "./refusal.ts";
import type { RestRequest } from "./rest-request.ts";

const readEntity = async (request: RestRequest, type: EntityType): Promise<NewEntity> => {
  const entity = readEntityJson(type, await request.json());
  if ("problem" in entity) throw new Refusal(400, entity.problem);
  return entity;
};

/**
 * Stores the entity of a request's body, in the project of its path, whatever project it came from.
 *
 * @throws Refusal 400 for a body that is none, and for an id that there is already
 */
export const createFrom = async (request: RestRequest, type: EntityType, project?: string): Promise<EntityRecord> => {
  const { platform, user } = request.site;
  const body = await readEntity(request, type);
  return platform.create(type, {
    ...body,
    ...(project === undefined ? {} : { project }),
    ...(user === undefined ? {} : { user }),
  });
};

/**
 * Changes a stored entity as a request's body says. What cannot change stays as it is without a word, as in Core: its
 * id, name, kind and project, and its spec, unless it is a run that was only just created.
 */
export const updateFrom = async (
  request: RestRequest,
  stored: EntityRecord,
  type: EntityType,
): Promise<EntityRecord> => {
  const { metadata, spec, status, extensions } = await readEntity(request, type);
  const isOpen = type === "run" && stored.status.state === "CREATED";
  return request.site.platform.update(type, {
    ...stored,
    metadata: { ...stored.metadata, ...metadata },
    spec: isOpen && spec !== undefined ? spec : stored.spec,
    status: { ...(status ?? stored.status), state: status?.state ?? stored.status.state ?? "CREATED" },
    ...(extensions === undefined ? {} : { extensions }),
  });
};
