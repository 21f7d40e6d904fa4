type Edges = readonly (readonly [from: number, to: number])[];

/**
 * The layer of each node, from 0 without gaps: one behind the last of its predecessors (longest path); nodes without
 * predecessors move next to the first of their successors. An edge that closes a circle counts the other way round.
 */
export function assignLayers(nodes: number, edges: Edges): number[] {
  const acyclic = withoutCycles(nodes, edges);
  const after = neighbours(nodes, acyclic);
  const missing = zeros(nodes);
  for (const [, to] of acyclic) missing[to]!++;
  const sources = missing.flatMap((count, node) => (count === 0 ? [node] : []));
  const layers = zeros(nodes);
  const ready = [...sources];
  for (const node of ready) {
    for (const next of after[node]!) {
      layers[next] = Math.max(layers[next]!, layers[node]! + 1);
      if (--missing[next]! === 0) ready.push(next);
    }
  }
  for (const node of sources) {
    if (after[node]!.length > 0)
      layers[node] = after[node]!.reduce((least, next) => Math.min(least, layers[next]!), Infinity) - 1;
  }
  return layers;
}

/** The edges with those turned round that lead back to a node on the way to them, and without loops. */
function withoutCycles(nodes: number, edges: Edges): Edges {
  const after = neighbours(nodes, edges);
  const state = Array.from({ length: nodes }, (): "new" | "open" | "done" => "new");
  const back = new Set<string>();
  for (let root = 0; root < nodes; root++) {
    if (state[root] !== "new") continue;
    const path = [{ node: root, next: 0 }];
    state[root] = "open";
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = after[top.node]![top.next++];
      if (target === undefined) {
        state[top.node] = "done";
        path.pop();
      } else if (state[target] === "open") back.add(`${top.node} ${target}`);
      else if (state[target] === "new") {
        state[target] = "open";
        path.push({ node: target, next: 0 });
      }
    }
  }
  return edges
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => (back.has(`${from} ${to}`) ? [to, from] : [from, to]));
}

function neighbours(nodes: number, edges: Edges): number[][] {
  const after = Array.from({ length: nodes }, (): number[] => []);
  for (const [from, to] of edges) after[from]!.push(to);
  return after;
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
