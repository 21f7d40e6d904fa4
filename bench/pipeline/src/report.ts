import { renderTextTable, type TextColumn } from "@millrace/tooling-report";
import type { Cell, Scale } from "./cases.ts";
import { ours, peerNames } from "./contenders.ts";
import type { Metric, Results } from "./results.ts";
import type { Spread } from "@millrace/tooling-bench";
import { shapes, type Shape } from "./topology.ts";

const columns = (...labels: readonly string[]): readonly TextColumn[] =>
  labels.map((label, index) => ({ label, align: index === 0 ? "start" : "end" }));

const show = (spread: Spread | undefined, digits: number): string =>
  spread === undefined
    ? "–"
    : `${spread.median.toFixed(digits)} (${spread.min.toFixed(digits)}..${spread.max.toFixed(digits)})`;

/** How many times our figure a peer's is; more than 1: ours is better. */
export function ratioOf(results: Results, peer: Cell, metric: Metric): number | undefined {
  const theirs = results.spread(peer, metric);
  const mine = results.spread({ ...peer, contender: ours }, metric);
  return theirs === undefined || mine === undefined ? undefined : theirs.median / mine.median;
}

/** One shape at one size, all contenders. */
export function caseTable(results: Results, shape: Shape, size: number): string {
  const rows = [ours, ...peerNames].map((contender) => {
    const cell = { contender, shape, size, sync: false };
    const reason = results.notRun(cell);
    if (reason !== undefined) return [contender, `not run: ${reason}`];
    const ratio = contender === ours ? undefined : ratioOf(results, cell, "cpu");
    return [
      contender,
      show(results.spread(cell, "cpu"), 2),
      show(results.spread(cell, "wall"), 2),
      show(results.spread(cell, "memory"), 0),
      show(results.spread(cell, "cold cpu"), 1),
      ratio === undefined ? "" : `× ${ratio.toFixed(1)}`,
    ];
  });
  const table = {
    columns: columns(`${shape}, ${size} stages`, "CPU µs", "wall µs", "bytes", "first run, CPU µs", "CPU / ours"),
    rows,
  };
  return renderTextTable(table);
}

/** What only we are asked: the parts, and stages that return at once. */
export function ownTable(results: Results, { sizes }: Scale): string {
  const rows = shapes.flatMap((shape) =>
    sizes.map((size) => {
      const cell = { contender: ours, shape, size, sync: false };
      return [
        `${shape}, ${size} stages`,
        show(results.spread(cell, "define cpu"), 2),
        show(results.spread(cell, "run cpu"), 2),
        show(results.spread({ ...cell, sync: true }, "cpu"), 2),
      ];
    }),
  );
  return renderTextTable({
    columns: columns(`${ours}, CPU µs a stage`, "define", "run", "both, stages without promises"),
    rows,
  });
}

export function importTable(imports: ReadonlyMap<string, Spread>): string {
  const rows = [ours, ...peerNames].map((name) => [name, show(imports.get(name), 1)]);
  return renderTextTable({ columns: columns("import", "ms"), rows });
}
