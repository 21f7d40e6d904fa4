import { WorkflowSdkError } from "./errors.ts";
import {
  checkSearchAttribute,
  type SearchAttributeKey,
  type SearchAttributeType,
  type SearchAttributeTypes,
} from "./search-attribute-key.ts";

/** A key with a value of its type. */
export type SearchAttributePair = {
  readonly [Type in SearchAttributeType]: {
    readonly key: SearchAttributeKey<Type>;
    readonly value: SearchAttributeTypes[Type];
  };
}[SearchAttributeType];

/** What is to become of an attribute: a value, or `null` to remove it. */
export type SearchAttributeUpdatePair = {
  readonly [Type in SearchAttributeType]: {
    readonly key: SearchAttributeKey<Type>;
    readonly value: SearchAttributeTypes[Type] | null;
  };
}[SearchAttributeType];

/**
 * The search attributes of a workflow, a schedule or an activity: what lists of them are filtered by. Nothing changes
 * it; {@link updateCopy} gives another one.
 */
export class TypedSearchAttributes {
  readonly #pairs: ReadonlyMap<string, SearchAttributePair>;

  /** @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE` for a value that is not of its key's type, and for a key given twice. */
  constructor(pairs: readonly SearchAttributePair[] = []) {
    const byName = new Map<string, SearchAttributePair>();
    for (const { key, value } of pairs) {
      checkSearchAttribute(key, value);
      if (byName.has(key.name)) throw givenTwice(key);
      byName.set(key.name, { key: { name: key.name, type: key.type }, value: copyOf(value) } as SearchAttributePair);
    }
    this.#pairs = byName;
  }

  /** Undefined if there is none of the name, or one of another type. */
  get<Type extends SearchAttributeType>(key: SearchAttributeKey<Type>): SearchAttributeTypes[Type] | undefined {
    const pair = this.#pairs.get(key.name);
    return pair?.key.type === key.type ? (copyOf(pair.value) as SearchAttributeTypes[Type]) : undefined;
  }

  getAll(): readonly SearchAttributePair[] {
    return Array.from(this.#pairs.values(), ({ key, value }) => ({ key, value: copyOf(value) }) as SearchAttributePair);
  }

  /**
   * These attributes with some set, and those removed whose update is `null` and of their type.
   *
   * @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE`.
   */
  updateCopy(updates: readonly SearchAttributeUpdatePair[]): TypedSearchAttributes {
    const pairs = new Map(this.#pairs);
    for (const { key, value } of updates) {
      if (value !== null) pairs.set(key.name, { key, value } as SearchAttributePair);
      else if (pairs.get(key.name)?.key.type === key.type) pairs.delete(key.name);
    }
    return new TypedSearchAttributes([...pairs.values()]);
  }

  toJSON(): readonly SearchAttributePair[] {
    return this.getAll();
  }
}

/** Dates and lists can be changed by whoever holds them. */
function copyOf(value: SearchAttributePair["value"]): SearchAttributePair["value"] {
  if (value instanceof Date) return new Date(value);
  return Array.isArray(value) ? [...(value as readonly string[])] : value;
}

function givenTwice({ name }: SearchAttributeKey): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_SEARCH_ATTRIBUTE", `search attribute '${name}' is given twice`);
}
