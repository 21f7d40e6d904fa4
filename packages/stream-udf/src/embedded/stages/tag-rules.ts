import { reservedTags } from "../../tags.ts";
import type { TagCondition } from "../spec/plan.ts";

/** Whether tags fulfil a condition; no tags are an empty set. */
export function fulfils({ operator, values }: TagCondition, tags: readonly string[]): boolean {
  switch (operator) {
    case "or":
      return values.some((value) => tags.includes(value));
    case "and":
      return values.every((value) => tags.includes(value));
    case "not":
      return values.every((value) => !tags.includes(value));
  }
}

/** What tags say is to become of a message instead of going on. */
export function verdictOf(tags: readonly string[]): "drop" | "nack" | "fail" | undefined {
  if (tags.length === 0) return undefined;
  if (tags.includes(reservedTags.nack)) return "nack";
  if (tags.includes(reservedTags.fail)) return "fail";
  return tags.includes(reservedTags.drop) ? "drop" : undefined;
}
