import { ours, peerNames } from "./contenders.ts";
import type { Effort } from "./measure.ts";
import { shapes, type Shape } from "./topology.ts";

/** One cell of the tables: one contender, one shape, one size. */
export interface Cell {
  readonly contender: string;
  readonly shape: Shape;
  readonly size: number;
  /** The stages return at once instead of returning a promise. */
  readonly sync: boolean;
}

/** How long and how often everything is measured. */
export interface Scale {
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Rounds for what takes longer than `effort.slowMs` a run. */
  readonly slowRounds: number;
  /** Fresh processes that import a library, each. */
  readonly imports: number;
  /** A cell that takes longer than this is not run, nor are larger ones of its contender and shape. */
  readonly limitMs: number;
  readonly effort: Effort;
}

export const fullScale: Scale = {
  sizes: [1000, 10_000, 100_000],
  rounds: 5,
  slowRounds: 3,
  imports: 15,
  limitMs: 30_000,
  effort: {
    warmUpStages: 100_000,
    warmUpMs: 1500,
    sampleStages: 20_000,
    sampleMs: 1000,
    minSamples: 3,
    slowMs: 3000,
  },
};

/** Shows in seconds whether everything works; its figures mean nothing. */
export const quickScale: Scale = {
  sizes: [50, 100],
  rounds: 1,
  slowRounds: 1,
  imports: 1,
  limitMs: 30_000,
  effort: { warmUpStages: 200, warmUpMs: 100, sampleStages: 100, sampleMs: 1, minSamples: 2, slowMs: 3000 },
};

/** Everything that one round measures, in order: contenders take turns at each case. */
export function cellsOf({ sizes }: Scale): readonly Cell[] {
  return sizes.flatMap((size) =>
    shapes.flatMap((shape) => [
      ...[ours, ...peerNames].map((contender) => ({ contender, shape, size, sync: false })),
      { contender: ours, shape, size, sync: true },
    ]),
  );
}

export const keyOf = ({ contender, shape, size, sync }: Cell): string =>
  `${contender} ${shape} ${size}${sync ? " sync" : ""}`;
