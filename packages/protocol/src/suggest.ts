/** Longer names are not compared: the cost is the product of both lengths. */
const longestName = 100;

/** What leaving out an end (`grace` for `graceMs`, `attempts` for `maxAttempts`) counts as: more than one slip, less than two. */
const omittedEnd = 1.5;

/**
 * The candidate that `name` was probably meant to be: equal but for case, longer at one end, or at an edit distance
 * (insertions, deletions, replacements and swaps of neighbours) of at most a third of its length. `undefined` if none
 * is near.
 */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceOf(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function distanceOf(wanted: string, candidate: string, limit: number): number {
  const tooFar = Math.abs(candidate.length - wanted.length) >= limit;
  const distance = tooFar ? Infinity : editDistance(wanted, candidate);
  const lacksEnd = wanted.length >= 3 && (candidate.startsWith(wanted) || candidate.endsWith(wanted));
  return distance > omittedEnd && lacksEnd ? omittedEnd : distance;
}

/** Optimal string alignment distance, three rows at a time. */
function editDistance(a: string, b: string): number {
  const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min(replaced, at(last, column) + 1, at(current, column - 1) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}
