import { keyOf, type Cell } from "./cases.ts";
import type { Measurement, Sample } from "./measure.ts";
import { median, spreadOf, type Spread } from "@millrace/tooling-bench";

/** What is reported of a cell. Times are microseconds a stage, memory is bytes a stage. */
export type Metric = "cpu" | "wall" | "memory" | "cold cpu" | "define cpu" | "run cpu";

/** Why a cell has no figures, or the measurements of all rounds. */
interface CellResult {
  readonly rounds: Measurement[];
  notRun?: string;
}

/** Everything that was measured, by cell. */
export class Results {
  readonly #cells = new Map<string, CellResult>();

  add(cell: Cell, measurement: Measurement): void {
    this.#of(cell).rounds.push(measurement);
  }

  /** Once something cannot be run it is not tried again. */
  giveUp(cell: Cell, reason: string): void {
    this.#of(cell).notRun = reason;
  }

  notRun(cell: Cell): string | undefined {
    return this.#cells.get(keyOf(cell))?.notRun;
  }

  rounds(cell: Cell): readonly Measurement[] {
    return this.#cells.get(keyOf(cell))?.rounds ?? [];
  }

  /** Over all rounds; of each round, the median of its samples. `undefined` for what was not run. */
  spread(cell: Cell, metric: Metric): Spread | undefined {
    const rounds = this.rounds(cell);
    if (rounds.length === 0 || this.notRun(cell) !== undefined) return undefined;
    return spreadOf(rounds.map((round) => figureOf(round, metric)));
  }

  #of(cell: Cell): CellResult {
    const key = keyOf(cell);
    let result = this.#cells.get(key);
    if (result === undefined) this.#cells.set(key, (result = { rounds: [] }));
    return result;
  }
}

function figureOf(round: Measurement, metric: Metric): number {
  const over = (read: (sample: Sample) => number): number => median(round.warm.map(read));
  switch (metric) {
    case "cpu":
      return over(({ define, run }) => define.cpu + run.cpu);
    case "wall":
      return over(({ define, run }) => define.wall + run.wall);
    case "define cpu":
      return over(({ define }) => define.cpu);
    case "run cpu":
      return over(({ run }) => run.cpu);
    case "cold cpu":
      return round.cold.define.cpu + round.cold.run.cpu;
    case "memory":
      return round.bytes;
  }
}
