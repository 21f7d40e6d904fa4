import type { EntityRecord, Relationship } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { EntityPlace, Platform } from "./platform.ts";

/** How often somebody else may be quicker. */
const attempts = 10;

/**
 * Adds to the relationships of an entity those that it does not have yet. Others may change the entity meanwhile; what
 * they do stays.
 *
 * @throws `FUNCTION_NOT_FOUND`; `FUNCTION_CONFLICT` if it is changed all the time.
 */
export async function relate(
  platform: Platform,
  place: EntityPlace,
  relationships: readonly Relationship[],
): Promise<EntityRecord> {
  for (let attempt = 1; ; attempt++) {
    const record = await platform.read(place);
    if (record === undefined) {
      throw new FunctionError("FUNCTION_NOT_FOUND", `there is no ${place.type} '${place.id}' in '${place.project}'`);
    }
    const before = record.metadata.relationships ?? [];
    const missing = relationships.filter((one) => !before.some((other) => isSame(one, other)));
    if (missing.length === 0) return record;
    const changed = { ...record, metadata: { ...record.metadata, relationships: [...before, ...missing] } };
    const { updated } = record.metadata;
    try {
      return await platform.update(place.type, changed, updated === undefined ? {} : { ifUpdated: updated });
    } catch (error) {
      if (attempt === attempts || !FunctionError.is(error, "FUNCTION_CONFLICT")) throw error;
    }
  }
}

const isSame = (one: Relationship, other: Relationship): boolean => one.type === other.type && one.dest === other.dest;
