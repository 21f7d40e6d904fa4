import { PipelineError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT */
export function refusePart(what: string, wanted: string, value: unknown): never {
  throw new PipelineError("PIPELINE_INVALID_ARGUMENT", `${what} must be ${wanted}, got ${kindOf(value)}`, {
    details: { what, wanted },
  });
}

export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT unless `value` is an object and no array */
export function requireObject(value: unknown, what: string): asserts value is object {
  if (!isObject(value)) refusePart(what, "an object", value);
}

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT unless `value` is an array */
export function requireList(value: unknown, what: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) refusePart(what, "an array", value);
}

/** A structural check, so that parts made by another installed copy of this package pass. */
export function requirePart(
  value: unknown,
  members: Readonly<Record<string, "function" | "string" | "object">>,
  what: string,
  wanted: string,
): void {
  const fits =
    typeof value === "object" &&
    value !== null &&
    Object.entries(members).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
  if (!fits) refusePart(what, wanted, value);
}
