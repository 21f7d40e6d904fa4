import type { sdk } from "@millrace/protocol/temporal";
import type { DataConverter } from "../data-converter.ts";
import type { SerializationContext } from "../serialization-context.ts";
import { wirePayload } from "./payloads.ts";

/** What people read of a workflow or activity. */
export interface MetadataTexts {
  /** One line. */
  readonly summary: string | undefined;
  /** Several lines; Markdown. */
  readonly details: string | undefined;
}

/** Nothing if there is nothing to say. */
export async function wireUserMetadata(
  { summary, details }: Partial<MetadataTexts>,
  converter: DataConverter,
  context?: SerializationContext,
): Promise<sdk.UserMetadata | undefined> {
  if (summary === undefined && details === undefined) return undefined;
  return {
    $typeName: "temporal.api.sdk.v1.UserMetadata",
    ...(summary !== undefined && { summary: wirePayload(await converter.toPayload(summary, context)) }),
    ...(details !== undefined && { details: wirePayload(await converter.toPayload(details, context)) }),
  };
}

/** What is no text is left out. */
export async function metadataTexts(
  metadata: sdk.UserMetadata | undefined,
  converter: DataConverter,
  context?: SerializationContext,
): Promise<MetadataTexts> {
  const read = async (payload: sdk.UserMetadata["summary"]): Promise<string | undefined> => {
    const value = payload && (await converter.fromPayload(payload, context));
    return typeof value === "string" ? value : undefined;
  };
  return { summary: await read(metadata?.summary), details: await read(metadata?.details) };
}
