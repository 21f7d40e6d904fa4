import type { ComponentKind } from "./component.ts";

/** Where the engine looks for a component: names in the directory that it shares with user containers. */
export interface ComponentPlaces {
  readonly socket: string;
  readonly serverInfo: string;
}

/** What a container is called in messages where the engine has not said. */
export const unknownContainer = "unknown-container";

const places: Readonly<Record<Exclude<ComponentKind, "sink">, ComponentPlaces>> = {
  map: { socket: "map.sock", serverInfo: "mapper-server-info" },
  sourceTransform: { socket: "sourcetransform.sock", serverInfo: "sourcetransformer-server-info" },
  reduce: { socket: "reduce.sock", serverInfo: "reducer-server-info" },
};

const sinkPrefixes: Readonly<Record<string, string>> = { "fb-udsink": "fb-", "ons-udsink": "ons-" };

/** One program serves all three roles of a sink: the container type says which it has. */
export function placesOf(kind: ComponentKind, containerType: string | undefined): ComponentPlaces {
  if (kind !== "sink") return places[kind];
  const prefix = sinkPrefixes[containerType ?? ""] ?? "";
  return { socket: `${prefix}sink.sock`, serverInfo: `${prefix}sinker-server-info` };
}
