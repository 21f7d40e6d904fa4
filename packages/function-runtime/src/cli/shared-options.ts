import process from "node:process";
import { nodeVersions, type NodeVersion } from "../kinds.ts";

export interface TextOption {
  readonly type: "string";
  readonly value: string;
  readonly summary: string;
}
export interface TextsOption {
  readonly type: "strings";
  readonly value: string;
  readonly summary: string;
}
export interface FlagOption {
  readonly type: "boolean";
  readonly summary: string;
}
export interface ChoiceOption {
  readonly type: "string";
  readonly summary: string;
  readonly choices: readonly string[];
}

export const text = (summary: string, value: string): TextOption => ({ type: "string", value, summary });
export const texts = (summary: string, value: string): TextsOption => ({ type: "strings", value, summary });
export const flag = (summary: string): FlagOption => ({ type: "boolean", summary });

/** Which project, on which platform. */
export interface PlaceOptions {
  readonly project: TextOption & { readonly default: string };
  readonly dir: TextOption;
  readonly endpoint: TextOption;
  readonly profile: TextOption;
  readonly asContainer: FlagOption;
}

export const placeOptions: PlaceOptions = {
  project: { ...text("The project", "name"), default: "default" },
  dir: text("The folder of the local platform. Default: .millrace/functions", "folder"),
  endpoint: text("A DigitalHub Core, or a server of its API, instead of the local platform", "url"),
  profile: text("The same by a profile of ~/.dhcore.ini", "name"),
  asContainer: flag("On a Core that does not know the kind nodejs: as container, for inline runs"),
};

/** Which Node a function is for. */
export const nodeVersionOption: ChoiceOption = {
  type: "string",
  summary: "The version of Node that the function is for. Default: that of the command",
  choices: nodeVersions.map((version) => version.replace("NODE_", "")),
};

/** `24` → `NODE_24`; not given, the running one if it is one of them, else the middle one. */
export function nodeVersionOf(given: string | undefined): NodeVersion {
  const wanted = `NODE_${given ?? process.versions.node.split(".", 1)[0] ?? ""}`;
  return nodeVersions.find((version) => version === wanted) ?? "NODE_24";
}
