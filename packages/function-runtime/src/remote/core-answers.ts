import type { EntityRecord, Relationship } from "../entity.ts";
import type { Page } from "../platform.ts";
import { badAnswer } from "./core-errors.ts";

/** An entity, of which only what everything here relies on is looked at. @throws `FUNCTION_CORE_BAD_ANSWER` */
export function entityOf(answer: unknown, what: string): EntityRecord {
  if (isObject(answer) && typeof answer["id"] === "string" && typeof answer["kind"] === "string") {
    const { metadata, spec, status } = answer;
    // Core leaves out what is empty, as the status of a task.
    return {
      ...(answer as unknown as EntityRecord),
      metadata: isObject(metadata) ? metadataOf(metadata) : {},
      spec: isObject(spec) ? (spec as EntityRecord["spec"]) : {},
      status: isObject(status) ? status : {},
    };
  }
  throw badAnswer(what, "something that is no entity", textOf(answer));
}

/** Relationships that say nothing are left out: they are read by many. */
function metadataOf({ relationships, ...metadata }: Readonly<Record<string, unknown>>): EntityRecord["metadata"] {
  if (!Array.isArray(relationships)) return metadata;
  const fit = relationships.filter((one: unknown) => isObject(one) && isText(one["type"]) && isText(one["dest"]));
  return { ...metadata, relationships: fit.map(relationshipOf) };
}

/** Core writes `null` for a source that is the entity itself. */
const relationshipOf = ({ source, ...rest }: Relationship): Relationship =>
  isText(source) ? { ...rest, source } : rest;

/** A page of entities. @throws `FUNCTION_CORE_BAD_ANSWER` */
export function pageOf(answer: unknown, what: string): Page {
  if (!isObject(answer) || !Array.isArray(answer["content"]))
    throw badAnswer(what, "something that is no page of entities", textOf(answer));
  const content = answer["content"].map((one: unknown) => entityOf(one, what));
  const total = answer["totalElements"];
  return { content, totalElements: typeof total === "number" ? total : content.length };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === "string";

const textOf = (value: unknown): string => JSON.stringify(value) ?? "nothing";
