import type { Operation } from "../graph.ts";
import type { GraphView, ViewEdge, ViewNode } from "./graph-view.ts";
import { statusColors } from "./status-colors.ts";

const shapes: Readonly<Record<Operation["kind"], string>> = {
  task: "box",
  map: "box3d",
  reduce: "ellipse",
  zip: "ellipse",
  when: "diamond",
  pipeline: "box",
};

/** A graph for Graphviz. A sub-pipeline is a cluster; an invisible point in it holds the edges of the whole. */
export function renderDot(view: GraphView, direction: "LR" | "TB"): string {
  const lines = [
    `digraph ${quoted(view.name)} {`,
    `  rankdir=${direction};`,
    "  compound=true;",
    '  node [fontname="sans-serif", style="filled", fillcolor="white"];',
    '  edge [fontname="sans-serif", fontsize=10];',
  ];
  const children = Map.groupBy(view.nodes, ({ parent }) => parent);
  const drawNodes = (parent: string | undefined, indent: string): void => {
    for (const node of children.get(parent) ?? []) {
      if (node.kind !== "pipeline") {
        lines.push(`${indent}${drawNode(node)}`);
        continue;
      }
      lines.push(`${indent}subgraph ${quoted(`cluster_${node.id}`)} {`);
      lines.push(`${indent}  label=${quoted(node.label)};${clusterColor(node)}`);
      lines.push(`${indent}  ${quoted(node.id)} [shape=point, style=invis, label=""];`);
      drawNodes(node.id, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  drawNodes(undefined, "  ");
  const clusters = new Set(view.nodes.filter(({ kind }) => kind === "pipeline").map(({ id }) => id));
  for (const edge of view.edges) lines.push(`  ${drawEdge(edge, clusters)}`);
  lines.push("}");
  return `${lines.join("\n")}\n`;
}

function drawNode({ id, label, kind, status }: ViewNode): string {
  const color = status === undefined ? undefined : statusColors[status];
  const look =
    color === undefined
      ? ""
      : `, fillcolor="${color.fill}", color="${color.line}", fontcolor="${color.text}", tooltip=${quoted(String(status))}`;
  return `${quoted(id)} [label=${quoted(label)}, shape=${shapes[kind]}${look}];`;
}

function clusterColor({ status }: ViewNode): string {
  if (status === undefined) return "";
  const { line, text } = statusColors[status];
  return ` color="${line}"; fontcolor="${text}";`;
}

function drawEdge({ from, to, kind, label }: ViewEdge, clusters: ReadonlySet<string>): string {
  const attributes = [
    ...(kind === "data" ? [] : ["style=dashed"]),
    ...(label === undefined ? [] : [`label=${quoted(label)}`]),
    ...(clusters.has(from) ? [`ltail=${quoted(`cluster_${from}`)}`] : []),
    ...(clusters.has(to) ? [`lhead=${quoted(`cluster_${to}`)}`] : []),
  ];
  return `${quoted(from)} -> ${quoted(to)}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
}

/** A quoted string. Escapes of Graphviz (`\N`, `\l`) and its HTML entities stay what they were: text. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("&", "&amp;");
  return `"${escaped}"`;
}
