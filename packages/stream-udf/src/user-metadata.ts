/** Metadata of a message: group → key → value. */
export type MetadataGroups = Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;

/** Metadata as it is on the wire. */
export interface WireMetadata {
  readonly sysMetadata: WireGroups;
  readonly userMetadata: WireGroups;
}

export type WireGroups = Readonly<Record<string, { readonly keyValue: Readonly<Record<string, Uint8Array>> }>>;

const none: MetadataGroups = Object.freeze({});

export function groupsOf(groups: WireGroups | undefined): MetadataGroups {
  if (groups === undefined) return none;
  return Object.fromEntries(Object.entries(groups).map(([name, { keyValue }]) => [name, keyValue]));
}

export const wireGroupsOf = (groups: MetadataGroups): WireGroups =>
  Object.fromEntries(Object.entries(groups).map(([name, keyValue]) => [name, { keyValue }]));
