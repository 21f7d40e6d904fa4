import type { EntityRecord, EntityType } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { parseKey } from "./keys.ts";
import { checkName } from "./names.ts";
import { allPages } from "./pages.ts";
import type { EntityFilter, Platform } from "./platform.ts";

/** How entities of one type are found in a project, by name, id or key. */
export interface EntityCatalog {
  /** The latest version of a name, or the one version that a key says. @throws `FUNCTION_NOT_FOUND` */
  get(nameOrKey: string): Promise<EntityRecord>;
  list(filter?: EntityFilter): Promise<EntityRecord[]>;
  /** All versions of a name, the latest first. */
  versions(name: string): Promise<EntityRecord[]>;
  /** All versions of a name, or the one that a key says. */
  delete(nameOrKey: string, options?: DeleteOptions): Promise<void>;
}

export interface DeleteOptions {
  /** Whether what belongs to it goes too: files of materials, tasks and runs of functions. Default `false`. */
  readonly cascade?: boolean;
}

export function entityCatalog(platform: Platform, project: string, type: EntityType): EntityCatalog {
  const list = async (filter: EntityFilter): Promise<EntityRecord[]> => {
    const found: EntityRecord[] = [];
    for await (const record of allPages(platform, type, project, filter)) found.push(record);
    return found;
  };

  const byKey = async (text: string): Promise<EntityRecord | undefined> => {
    const key = parseKey(text);
    if (key.type !== type || key.project !== project) {
      const wanted = `store://${project}/${type}/…`;
      throw new FunctionError("FUNCTION_INVALID_KEY", `'${text}' is the key of something else, not ${wanted}`);
    }
    if (key.id !== undefined) return platform.read({ type, project, id: key.id });
    return (await list({ name: key.name, kind: key.kind }))[0];
  };

  const find = async (nameOrKey: string): Promise<EntityRecord | undefined> =>
    isKeyLike(nameOrKey) ? byKey(nameOrKey) : (await list({ name: checkName(nameOrKey, type) }))[0];

  const notFound = (nameOrKey: string): FunctionError =>
    new FunctionError("FUNCTION_NOT_FOUND", `project '${project}' has no ${type} '${nameOrKey}'`, {
      details: { project, type, wanted: nameOrKey },
    });

  const get = async (nameOrKey: string): Promise<EntityRecord> => {
    const record = await find(nameOrKey);
    if (record === undefined) throw notFound(nameOrKey);
    return record;
  };

  const versions = (name: string): Promise<EntityRecord[]> => list({ name: checkName(name, type), versions: "all" });

  return {
    get,
    list: (filter = {}) => list(filter),
    versions,
    async delete(nameOrKey, options) {
      const records = isKeyLike(nameOrKey) ? [await get(nameOrKey)] : await versions(nameOrKey);
      if (records.length === 0) throw notFound(nameOrKey);
      for (const { id } of records) await platform.delete({ type, project, id }, options);
    },
  };
}

const isKeyLike = (text: string): boolean => text.includes("://");
