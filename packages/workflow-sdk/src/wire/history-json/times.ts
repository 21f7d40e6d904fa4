import { create, toJson } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { integerText } from "./scalars.ts";

/** A time that is written as seconds and nanoseconds, as text; undefined for one that is text. */
export function timestampText(json: unknown): string | undefined {
  const parts = partsOf(json);
  return parts && toJson(TimestampSchema, create(TimestampSchema, parts));
}

/** A duration that is written as seconds and nanoseconds, as text; undefined for one that is text. */
export function durationText(json: unknown): string | undefined {
  const parts = partsOf(json);
  return parts && toJson(DurationSchema, create(DurationSchema, parts));
}

function partsOf(json: unknown): { readonly seconds: bigint; readonly nanos: number } | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { seconds = 0, nanos = 0 } = json as { readonly seconds?: unknown; readonly nanos?: unknown };
  return { seconds: BigInt(integerText(seconds) ?? String(seconds)), nanos: Number(nanos) };
}
