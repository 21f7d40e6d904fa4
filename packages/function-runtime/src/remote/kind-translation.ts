import type { EntityRecord, EntityType, JsonObject, JsonValue, NewEntity } from "../entity.ts";
import { functionKind } from "../kinds.ts";
import type { EntityFilter } from "../platform.ts";

/** How entities are called there: out, back, and in questions. */
export interface KindTranslation {
  readonly out: <E extends NewEntity>(type: EntityType, entity: E) => E;
  readonly back: (entity: EntityRecord) => EntityRecord;
  readonly filter: (filter: EntityFilter) => EntityFilter;
}

/** For servers that know our kind. */
export const sameKind: KindTranslation = {
  out: (_, entity) => entity,
  back: (entity) => entity,
  filter: (filter) => filter,
};

const foreignKind = "container";
/** Core keeps what it does not know in a status, and drops it from a spec. */
const keptUnder = "millrace";

/**
 * Our kind `nodejs` as Core's kind `container`. Functions, tasks and runs change their kind and every reference to
 * each other; the whole spec is kept in the status, since Core's own drops inputs, parameters and all that is ours.
 * What is read comes back as it was written, and entities of others stay as they are.
 *
 * This is for local execution with its lineage in Core: the client drives the states of runs of kind
 * `container+job:run` with `local_execution`. Runs that Core executes need an image with Node and the function in it
 * (`image` of the function, made by the action `build`), or Node's own image with the bundled function as `source`.
 */
export const asContainer: KindTranslation = {
  out: (type, entity) =>
    type === "function" || type === "task" || type === "run" ? outward(entity) : outwardLinks(entity),
  back: (entity) => {
    const { [keptUnder]: kept, ...status } = entity.status;
    if (!isKept(kept)) return inwardLinks(entity);
    const inward = inwardLinks(entity);
    return { ...inward, kind: kept.kind, key: inwardText(entity.key), spec: kept.spec, status };
  },
  filter: (filter) => {
    const { kind, function: of, task } = filter;
    return {
      ...filter,
      ...(kind === undefined ? {} : { kind: swapKind(kind, functionKind, foreignKind) }),
      ...(of === undefined ? {} : { function: outwardText(of) }),
      ...(task === undefined ? {} : { task: outwardText(task) }),
    };
  },
};

function outward<E extends NewEntity>(entity: E): E {
  if (swapKind(entity.kind, functionKind, foreignKind) === entity.kind) return outwardLinks(entity);
  const spec = entity.spec ?? {};
  return {
    ...outwardLinks(entity),
    kind: swapKind(entity.kind, functionKind, foreignKind),
    ...(entity.key === undefined ? {} : { key: outwardText(entity.key) }),
    spec: specOf(spec),
    status: { ...entity.status, [keptUnder]: { kind: entity.kind, spec } },
  };
}

/** What Core's `container` has of it too. */
function specOf(spec: JsonObject): JsonObject {
  const texts = Object.entries(spec).map(([name, value]): [string, JsonValue] => {
    const isReference = (name === "function" || name === "task") && typeof value === "string";
    return [name, isReference ? outwardText(value) : value];
  });
  return Object.fromEntries(texts);
}

const outwardLinks = <E extends NewEntity>(entity: E): E => withLinks(entity, outwardText);
const inwardLinks = <E extends NewEntity>(entity: E): E => withLinks(entity, inwardText);

function withLinks<E extends NewEntity>(entity: E, translate: (text: string) => string): E {
  const relationships = entity.metadata?.relationships;
  if (relationships === undefined) return entity;
  const translated = relationships.map(({ type, source, dest }) => ({
    type,
    ...(source === undefined ? {} : { source: translate(source) }),
    dest: translate(dest),
  }));
  return { ...entity, metadata: { ...entity.metadata, relationships: translated } };
}

const outwardText = (text: string): string => swapReference(text, functionKind, foreignKind);
const inwardText = (text: string): string => swapReference(text, foreignKind, functionKind);

/** In keys of functions, tasks and runs, in function strings and task strings. */
function swapReference(text: string, from: string, to: string): string {
  const [, start, kind, rest] =
    /^(store:\/\/[^/]+\/(?:function|task|run)\/)([^/]+)(\/.*)$/s.exec(text) ??
    /^()([^:/]+)(:\/\/.*)$/s.exec(text) ??
    [];
  if (start === undefined || kind === undefined || rest === undefined) return text;
  return `${start}${swapKind(kind, from, to)}${rest}`;
}

/** `nodejs`, `nodejs+job`, `nodejs+job:run`. */
const swapKind = (kind: string, from: string, to: string): string =>
  kind === from || kind.startsWith(`${from}+`) ? `${to}${kind.slice(from.length)}` : kind;

function isKept(value: unknown): value is { readonly kind: string; readonly spec: JsonObject } {
  if (typeof value !== "object" || value === null) return false;
  const { kind, spec } = value as Readonly<Record<string, unknown>>;
  return typeof kind === "string" && typeof spec === "object" && spec !== null;
}
