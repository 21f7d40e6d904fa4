import { cellsOf, type Cell, type Scale } from "./cases.ts";
import { measureInChild } from "./child-process.ts";
import { ours } from "./contenders.ts";
import { Results } from "./results.ts";

/** Measures all cells, round after round, each in a process of its own. `tell` hears what is going on. */
export async function runRounds(scale: Scale, tell: (line: string) => void): Promise<Results> {
  const results = new Results();
  for (let round = 1; round <= scale.rounds; round++) {
    const started = performance.now();
    for (const cell of cellsOf(scale)) await measureCell(cell, round, scale, results, tell);
    tell(`round ${round} of ${scale.rounds}: ${Math.round((performance.now() - started) / 1000)} s`);
  }
  return results;
}

async function measureCell(
  cell: Cell,
  round: number,
  scale: Scale,
  results: Results,
  tell: (line: string) => void,
): Promise<void> {
  if (results.notRun(cell) !== undefined) return;
  if (round > scale.slowRounds && isSlow(cell, results, scale)) return;
  const measured = await measureInChild({ ...cell, effort: scale.effort }, scale.limitMs);
  if (!("failure" in measured)) {
    results.add(cell, measured);
    return;
  }
  // Our own failure is a failure of the suite; a peer's is a line in the table.
  if (cell.contender === ours) throw new Error(`${cell.shape} ${cell.size}: ${measured.failure}`);
  tell(`${cell.contender} ${cell.shape} ${cell.size}: not run, ${measured.failure}`);
  for (const size of scale.sizes.filter((other) => other >= cell.size)) {
    const reason = size === cell.size ? measured.failure : `not tried: ${cell.size} stages failed`;
    results.giveUp({ ...cell, size }, reason);
  }
}

/** Its one run a round took so long that it was the only one. */
const isSlow = (cell: Cell, results: Results, { effort }: Scale): boolean =>
  results.rounds(cell).some(({ cold }) => ((cold.define.wall + cold.run.wall) * cell.size) / 1000 > effort.slowMs);
