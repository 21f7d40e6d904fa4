import type { EmbeddedPlatform } from "../embedded-platform.ts";

/** What the process of a run asks its parent for; file contents it reads and writes itself. */
export type ParentPlatform = Pick<
  EmbeddedPlatform,
  | "create"
  | "read"
  | "list"
  | "update"
  | "delete"
  | "relationships"
  | "secret"
  | "setSecret"
  | "register"
  | "fileInfo"
  | "files"
  | "act"
>;

export const callNames: readonly (keyof ParentPlatform)[] = Object.freeze([
  "create",
  "read",
  "list",
  "update",
  "delete",
  "relationships",
  "secret",
  "setSecret",
  "register",
  "fileInfo",
  "files",
  "act",
] as const);

export type StreamName = "watch" | "logs";
