import type { EntityRecord, EntityType } from "./entity.ts";
import type { EntityFilter, Platform } from "./platform.ts";

/** The most that a platform gives at once. */
const pageSize = 1000;

/** All entities that a filter lets through, page by page. */
export async function* allPages(
  platform: Platform,
  type: EntityType,
  project: string | undefined,
  filter: EntityFilter = {},
): AsyncGenerator<EntityRecord, void, undefined> {
  for (let page = 0, seen = 0; ; page++) {
    const { content, totalElements } = await platform.list(type, project, filter, { page, size: pageSize });
    yield* content;
    seen += content.length;
    if (content.length === 0 || seen >= totalElements) return;
  }
}
