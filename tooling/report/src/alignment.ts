export type Alignment = "start" | "end";

/** Numbers stand under each other by their last digit; cells without a value do not count. */
export function alignmentOf(values: readonly unknown[]): Alignment {
  const present = values.filter((value) => value !== null && value !== undefined && value !== "");
  return present.length > 0 && present.every((value) => typeof value === "number") ? "end" : "start";
}
