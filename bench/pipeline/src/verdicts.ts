import type { Cell, Scale } from "./cases.ts";
import { ours, peerNames } from "./contenders.ts";
import { ratioOf } from "./report.ts";
import type { Results } from "./results.ts";
import type { Spread } from "@millrace/tooling-bench";
import { shapes } from "./topology.ts";

/** What the suite is there to show. */
const targets = { stageUs: 2, growth: 1.5, importMs: 25 } as const;

const verdict = (what: string, misses: readonly string[], worst: string): string =>
  misses.length === 0 ? `met      ${what} (${worst})` : `NOT MET  ${what}: ${misses.join(", ")}`;

/** One line for each target: met, or where not. */
export function verdicts(results: Results, imports: ReadonlyMap<string, Spread>, scale: Scale): readonly string[] {
  const own = cellsOf(ours, scale).map((cell) => ({
    name: `${cell.shape} ${cell.size}`,
    cpu: results.spread(cell, "cpu")?.median ?? Number.NaN,
  }));
  const slowest = own.toSorted((a, b) => b.cpu - a.cpu)[0];
  const growths = growthOf(results, scale);
  const steepest = growths.toSorted((a, b) => b.factor - a.factor)[0];
  const import_ = imports.get(ours);
  return [
    verdict(
      `at most ${targets.stageUs} µs CPU a stage, defined and run`,
      own.filter(({ cpu }) => !(cpu <= targets.stageUs)).map(({ name, cpu }) => `${name} ${cpu.toFixed(2)}`),
      `most: ${slowest?.name} ${slowest?.cpu.toFixed(2)}`,
    ),
    ...(["cpu", "wall", "memory"] as const).map((metric) => {
      const races = peerNames
        .flatMap((peer) => cellsOf(peer, scale))
        .map((cell) => ({ cell, ratio: ratioOf(results, cell, metric) }))
        .flatMap(({ cell, ratio }) => (ratio === undefined ? [] : [{ cell, ratio }]));
      const nearest = races.toSorted((a, b) => a.ratio - b.ratio)[0];
      const name = ({ cell, ratio }: { cell: Cell; ratio: number }): string =>
        `${cell.contender} ${cell.shape} ${cell.size} × ${ratio.toFixed(2)}`;
      return verdict(
        `ahead of every peer at every size that it finishes, by ${metric}`,
        races.filter(({ ratio }) => !(ratio > 1)).map(name),
        nearest === undefined ? "no peer ran" : `nearest: ${name(nearest)}`,
      );
    }),
    verdict(
      `linear: at the largest size at most ${targets.growth} times the mean of the smaller ones`,
      growths
        .filter(({ factor }) => !(factor <= targets.growth))
        .map(({ shape, factor }) => `${shape} × ${factor.toFixed(2)}`),
      `most: ${steepest?.shape} × ${steepest?.factor.toFixed(2)}`,
    ),
    import_ === undefined
      ? "not run  import: pipeline-core is not built"
      : verdict(
          `import in at most ${targets.importMs} ms`,
          import_.median <= targets.importMs ? [] : [`${import_.median.toFixed(1)} ms`],
          `${import_.median.toFixed(1)} ms`,
        ),
  ];
}

function cellsOf(contender: string, { sizes }: Scale): readonly Cell[] {
  return shapes.flatMap((shape) => sizes.map((size) => ({ contender, shape, size, sync: false })));
}

function growthOf(results: Results, { sizes }: Scale): readonly { readonly shape: string; readonly factor: number }[] {
  return shapes.map((shape) => {
    const costs = sizes.map(
      (size) => results.spread({ contender: ours, shape, size, sync: false }, "cpu")?.median ?? Number.NaN,
    );
    const smaller = costs.slice(0, -1);
    const mean = smaller.reduce((sum, cost) => sum + cost, 0) / smaller.length;
    return { shape, factor: (costs.at(-1) ?? Number.NaN) / mean };
  });
}
