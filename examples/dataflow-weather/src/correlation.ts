/** How two series go together: Pearson's coefficient, -1 to 1. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [first, second] = [mean(0), mean(1)];
  let [together, one, other] = [0, 0, 0];
  for (const [x, y] of pairs) {
    together += (x - first) * (y - second);
    one += (x - first) ** 2;
    other += (y - second) ** 2;
  }
  return together / Math.sqrt(one * other);
}
