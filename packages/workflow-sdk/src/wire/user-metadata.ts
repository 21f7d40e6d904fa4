import type { sdk } from "@millrace/protocol/temporal";
import type { DataConverter } from "../data-converter.ts";
import type { SerializationContext } from "../serialization-context.ts";

/** What people read of a workflow or activity. */
export async function metadataTexts(
  metadata: sdk.UserMetadata | undefined,
  converter: DataConverter,
  context: SerializationContext,
): Promise<{ readonly summary: string | undefined; readonly details: string | undefined }> {
  const read = async (payload: sdk.UserMetadata["summary"]): Promise<string | undefined> => {
    const value = payload && (await converter.fromPayload(payload, context));
    return typeof value === "string" ? value : undefined;
  };
  return { summary: await read(metadata?.summary), details: await read(metadata?.details) };
}
