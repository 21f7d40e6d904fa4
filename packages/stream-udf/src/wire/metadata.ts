import type { metadata, nackOptions } from "@millrace/protocol/numaflow";
import type { NackOptions } from "../nack-options.ts";
import type { MetadataGroups } from "../user-metadata.ts";

/** User metadata of a result; what the engine itself attached is not sent back. */
export function metadataOf(groups: MetadataGroups): metadata.Metadata {
  const entries = Object.entries(groups).map(([name, keyValue]): [string, metadata.KeyValueGroup] => [
    name,
    { $typeName: "metadata.KeyValueGroup", keyValue },
  ]);
  // Unlike an assignment, this lets a group be named `__proto__`.
  const userMetadata = Object.fromEntries(entries);
  return { $typeName: "metadata.Metadata", previousVertex: "", sysMetadata: {}, userMetadata };
}

export function nackOptionsOf({ reason, maxDeliveries, delayMs, details }: NackOptions): nackOptions.NackOptions {
  return {
    $typeName: "nack_options.NackOptions",
    ...(reason === undefined ? {} : { reason }),
    ...(maxDeliveries === undefined ? {} : { maxDeliveries }),
    ...(delayMs === undefined ? {} : { delay: BigInt(Math.round(delayMs)) }),
    nackMap: { ...details },
  };
}
