import { PipelineError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

function refuse(what: string, wanted: string, value: unknown): never {
  throw new PipelineError("PIPELINE_INVALID_ARGUMENT", `${what} must be ${wanted}, got ${kindOf(value)}`, {
    details: { what, wanted },
  });
}

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT unless `value` is an object and no array */
export function requireObject(value: unknown, what: string): asserts value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(what, "an object", value);
}

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT unless `value` is an array */
export function requireList(value: unknown, what: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) refuse(what, "an array", value);
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
  if (!fits) refuse(what, wanted, value);
}
