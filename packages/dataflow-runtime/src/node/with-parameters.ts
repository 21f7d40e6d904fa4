import { EventMetadata, type MetadataInput } from "../metadata.ts";
import type { ParameterInput } from "../parameter.ts";

/** What a sender gave as metadata, with some parameters set. */
export function withParameters(
  metadata: MetadataInput | undefined,
  parameters: Readonly<Record<string, ParameterInput>>,
): Readonly<Record<string, ParameterInput>> {
  const given = metadata instanceof EventMetadata ? metadata.forward() : metadata;
  return { ...(given as Readonly<Record<string, ParameterInput>> | undefined), ...parameters };
}
