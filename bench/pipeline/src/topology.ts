/** How the stages of a case hang together. */
export type Shape = "chain" | "fan-out" | "diamond";

export const shapes: readonly Shape[] = ["chain", "fan-out", "diamond"];

/**
 * Names of stages, level by level. A stage needs every stage of the level before its own; all three shapes can be said
 * this way, and so both graphs and nested lists can express them.
 */
export type Levels = readonly (readonly string[])[];

/**
 * - `chain`: one stage after the other
 * - `fan-out`: one stage, all others but one beside each other, one that waits for all of them
 * - `diamond`: a ladder of one stage, two beside each other, one, two, …
 */
export function levelsOf(shape: Shape, size: number): Levels {
  const names = Array.from({ length: size }, (_, index) => `stage_${index}`);
  if (shape === "chain") return names.map((name) => [name]);
  if (shape === "fan-out") return [names.slice(0, 1), names.slice(1, -1), names.slice(-1)];
  const levels: string[][] = [];
  for (let at = 0; at < size; at += levels.length % 2 === 0 ? 2 : 1)
    levels.push(names.slice(at, at + (levels.length % 2 === 0 ? 1 : 2)));
  return levels;
}
