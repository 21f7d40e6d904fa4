import type { EntityRecord, Relationship } from "../../entity.ts";
import { parseKey } from "../../keys.ts";

/**
 * The relationships of an entity both ways: its own, with itself as the source, and those of others that lead to it.
 *
 * @param all the entities of the project.
 */
export function lineageOf(entity: EntityRecord, all: readonly EntityRecord[]): readonly Relationship[] {
  const self = identityOf(entity.key);
  const own = relationshipsOf(entity);
  const others = all
    .filter((other) => other.key !== entity.key)
    .flatMap((other) => relationshipsOf(other).filter(({ dest }) => identityOf(dest) === self));
  return [...own, ...others];
}

function relationshipsOf({ key, metadata }: EntityRecord): readonly Relationship[] {
  const { relationships } = metadata;
  if (!Array.isArray(relationships)) return [];
  return (relationships as readonly Relationship[]).map(({ type, source = key, dest }) => ({ type, source, dest }));
}

/** Keys of one entity differ in form: a run's has its id once or twice. */
function identityOf(key: string): string {
  try {
    const { project, type, id, name } = parseKey(key);
    return `${project}/${type}/${id ?? name}`;
  } catch {
    return key;
  }
}
