import type { MetadataGroups } from "../user-metadata.ts";
import { refuse } from "./require.ts";

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** Metadata of a message, if it is group → key → bytes; what is not could not be sent. */
export function requireMetadata(groups: MetadataGroups, where: string): MetadataGroups {
  if (!isTable(groups)) return refuse("the userMetadata", "groups of keys and values", where, groups);
  for (const [name, group] of Object.entries<unknown>(groups)) {
    const what = `the group '${name}' of userMetadata`;
    if (!isTable(group)) return refuse(what, "an object of keys and values", where, group);
    for (const [key, value] of Object.entries(group))
      if (!(value instanceof Uint8Array))
        return refuse(`the value of '${key}' in ${what}`, "a Uint8Array (encode text with Buffer.from)", where, value);
  }
  return groups;
}
