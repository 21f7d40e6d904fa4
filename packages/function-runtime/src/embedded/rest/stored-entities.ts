import type { EntityRecord, EntityStatus, EntityType } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type { EntityFilter, EntityPlace, Page, Platform } from "../../platform.ts";
import { errorTexts } from "../../wire/error-body.ts";
import { readFilter, readMoreFilter } from "../../wire/filters.ts";
import { pageDefaults, pageEnvelope, readPageRequest, type PageEnvelope } from "../../wire/page.ts";
import { typeOf } from "../../wire/paths.ts";
import type { Collection } from "../../wire/routes.ts";
import { Refusal } from "./refusal.ts";
import { parameter, type RestRequest } from "./rest-request.ts";

/** The type of entity that a route with `{collection}` is about. */
export const typeOfRoute = (request: RestRequest): Exclude<EntityType, "project"> =>
  typeOf(parameter(request, "collection") as Collection);

/** @throws Refusal 404 */
export const requireEntity = async (platform: Platform, place: EntityPlace): Promise<EntityRecord> => {
  const entity = await platform.read(place);
  if (entity === undefined) throw new Refusal(404, `${errorTexts.noSuch}: there is no ${place.type} '${place.id}'`);
  return entity;
};

/** The project that a path names. @throws Refusal 404 */
export const requireProject = async (request: RestRequest): Promise<string> => {
  const id = parameter(request, "project");
  await requireEntity(request.site.platform, { type: "project", id });
  return id;
};

/** The entity that a path names by project and id. @throws Refusal 404 */
export const entityOfRoute = async (request: RestRequest, type: EntityType): Promise<EntityRecord> => {
  const project = await requireProject(request);
  return requireEntity(request.site.platform, { type, project, id: parameter(request, "id") });
};

/** Everything that a filter lets through, page by page. */
export const listAll = async (
  platform: Platform,
  type: EntityType,
  project: string | undefined,
  filter?: EntityFilter,
): Promise<readonly EntityRecord[]> => {
  const found: EntityRecord[] = [];
  for (let page = 0; ; page += 1) {
    const { content, totalElements } = await platform.list(type, project, filter, { page, size: pageDefaults.maxSize });
    found.push(...content);
    if (content.length === 0 || found.length >= totalElements) return found;
  }
};

/** The page that a query asks for. What no platform filters or sorts by is done here, over all that it has. */
export const listPage = async (
  { site: { platform }, query }: RestRequest,
  type: EntityType,
  project: string | undefined,
  more: EntityFilter = {},
): Promise<PageEnvelope> => {
  const request = readPageRequest(query);
  const filter = { ...readFilter(query), ...more };
  const extra = readMoreFilter(query);
  if (extra === undefined) return pageEnvelope(await platform.list(type, project, filter, request), request);
  const all = (await listAll(platform, type, project, filter)).filter(extra.fits);
  const sorted = extra.order === undefined ? all : all.toSorted(extra.order);
  const from = request.page * request.size;
  const page: Page = { content: sorted.slice(from, from + request.size), totalElements: sorted.length };
  return pageEnvelope(page, request, extra.order !== undefined);
};

/** Who an entity comes from and what comes from it, as the platform knows. */
export const relationshipsOf = async (
  platform: Platform,
  type: EntityType,
  entity: EntityRecord,
): Promise<readonly unknown[]> => {
  const { id, project } = entity;
  const place = { type, id, ...(type === "project" || project === undefined ? {} : { project }) };
  const found = (await platform.relationships?.(place)) ?? entity.metadata.relationships ?? [];
  return found.map((relationship) => ({ source: entity.key, ...relationship }));
};

/** Changes the status of the entity that a path names, whoever else changes it at the same time. */
export const changeStatus = async (
  request: RestRequest,
  type: EntityType,
  change: (status: EntityStatus) => EntityStatus,
): Promise<EntityRecord> => {
  for (;;) {
    const entity = await entityOfRoute(request, type);
    const { updated } = entity.metadata;
    const changed = { ...entity, status: change(entity.status) };
    try {
      return await request.site.platform.update(type, changed, updated === undefined ? {} : { ifUpdated: updated });
    } catch (error) {
      // Somebody was faster: it is read again.
      if (!FunctionError.is(error, "FUNCTION_CONFLICT")) throw error;
    }
  }
};

/** Whether a query's switch is on. */
export const isOn = (query: URLSearchParams, name: string): boolean => query.get(name) === "true";
