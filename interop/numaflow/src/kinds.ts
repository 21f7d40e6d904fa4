export type Kind = "map" | "sourcetransform" | "reduce" | "sink";

/** The cases that a judge has for a kind. */
export const casesOf: Readonly<Record<Kind, readonly string[]>> = {
  map: ["many", "drop", "ending", "error"],
  sourcetransform: ["many", "drop", "ending", "error"],
  reduce: ["many", "error"],
  sink: ["many", "statuses", "ending", "error"],
};

export const kinds = Object.keys(casesOf) as readonly Kind[];
