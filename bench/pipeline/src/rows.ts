import type { Scale } from "./cases.ts";
import { ours, peerNames } from "./contenders.ts";
import type { Results } from "./results.ts";
import type { Spread } from "@millrace/tooling-bench";
import { shapes } from "./topology.ts";

/** A line of the table that all suites share. `ratio` > 1: ours is better. A peer that was not run has `null`. */
export interface Row {
  readonly suite: string;
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string;
  readonly ratio: number | null;
}

const suite = "pipeline";

export function rowsOf(results: Results, imports: ReadonlyMap<string, Spread>, { sizes }: Scale): readonly Row[] {
  const rows = sizes.flatMap((size) =>
    shapes.flatMap((shape) =>
      (["cpu", "wall", "memory"] as const).flatMap((metric) => {
        const figure = (contender: string): number | undefined =>
          results.spread({ contender, shape, size, sync: false }, metric)?.median;
        const name = `${shape} ${size} ${metric} per stage`;
        return rowsOfCase(name, metric === "memory" ? "bytes" : "µs", figure);
      }),
    ),
  );
  return [...rows, ...rowsOfCase("import", "ms", (contender) => imports.get(contender)?.median)];
}

function rowsOfCase(name: string, unit: string, figure: (contender: string) => number | undefined): readonly Row[] {
  const own = figure(ours);
  if (own === undefined) return [];
  return peerNames.map((peerName) => {
    const peer = figure(peerName) ?? null;
    return { suite, case: name, unit, ours: round(own), peer: round(peer), peerName, ratio: round(peer && peer / own) };
  });
}

/** Three digits after the point: more would only pretend. */
function round<Figure extends number | null>(figure: Figure): Figure {
  return (figure === null ? null : Number(figure.toFixed(3))) as Figure;
}
