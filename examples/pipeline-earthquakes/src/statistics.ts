import type { Quake } from "./quake.ts";

/** Catalogues give magnitudes in steps of this size. */
export const magnitudeStep = 0.1;

/** A magnitude as a whole number of steps, so that equal magnitudes are equal numbers. */
const stepsOf = (magnitude: number): number => Math.round(magnitude / magnitudeStep);

/** Steps → number of quakes. */
export function histogram(quakes: readonly Quake[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { magnitude } of quakes) {
    const steps = stepsOf(magnitude);
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
  }
  return counts;
}

/**
 * The magnitude from which on a catalogue misses few quakes: the most frequent magnitude, and 0.2 for safety. Smaller
 * quakes are more frequent in nature; where the catalogue has fewer of them, it has missed some.
 */
export function completeness(quakes: readonly Quake[]): number | undefined {
  let best: readonly [steps: number, count: number] | undefined;
  for (const [steps, count] of histogram(quakes)) {
    if (best === undefined || count > best[1] || (count === best[1] && steps < best[0])) best = [steps, count];
  }
  return best === undefined ? undefined : (best[0] + 2) * magnitudeStep;
}

/** How much rarer quakes become with their magnitude: 10^b times for each whole magnitude (Gutenberg and Richter). */
export interface Frequency {
  readonly b: number;
  /** Standard error of b. */
  readonly error: number;
  /** The smallest magnitude that was used. */
  readonly from: number;
  /** Number of quakes that were used. */
  readonly used: number;
}

/** Fewer quakes than this say too little. */
export const fewest = 30;

/** The b value of quakes from magnitude `from` on, by maximum likelihood; `undefined` when they are too few. */
export function frequency(quakes: readonly Quake[], from: number): Frequency | undefined {
  const used = quakes.map(({ magnitude }) => stepsOf(magnitude)).filter((steps) => steps >= stepsOf(from));
  if (used.length < fewest) return undefined;
  const mean = (used.reduce((total, steps) => total + steps, 0) / used.length) * magnitudeStep;
  // A step stands for magnitudes that begin half a step below it.
  const b = Math.LOG10E / (mean - (from - magnitudeStep / 2));
  return { b, error: b / Math.sqrt(used.length), from, used: used.length };
}

/** Energy that left the fault as waves, in joules: 32 times more for each whole magnitude. */
export const energyOf = (magnitude: number): number => 10 ** (1.5 * magnitude + 4.8);
