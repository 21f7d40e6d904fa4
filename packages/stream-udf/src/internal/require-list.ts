import { UdfError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/** What a component gave, if it is a list; those of the faces always give one. */
export function requireList<T>(results: readonly T[]): readonly T[] {
  if (Array.isArray(results)) return results;
  const message = `a component gave ${kindOf(results)}; its 'handle' must give an array of messages or responses, or a promise of one`;
  throw new UdfError("UDF_INVALID_RESULT", message);
}
