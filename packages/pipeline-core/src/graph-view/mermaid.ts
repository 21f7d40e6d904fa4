import type { Operation } from "../graph.ts";
import type { StageStatus } from "../status.ts";
import type { GraphView, ViewEdge, ViewNode } from "./graph-view.ts";
import { statusColors } from "./status-colors.ts";

const shapes: Readonly<Record<Operation["kind"], readonly [open: string, close: string]>> = {
  task: ["[", "]"],
  map: ["[[", "]]"],
  reduce: ["([", "])"],
  zip: ["([", "])"],
  when: ["{", "}"],
  pipeline: ["[", "]"],
};

/** A Mermaid flowchart. Ids are numbers of ours, so that no id or label can be read as a part of the language. */
export function renderMermaid(view: GraphView, direction: "LR" | "TB"): string {
  const names = new Map(view.nodes.map(({ id }, index) => [id, `s${index}`]));
  const nameOf = (id: string): string => names.get(id) ?? "";
  const lines = [`flowchart ${direction}`];
  const children = Map.groupBy(view.nodes, ({ parent }) => parent);
  const drawNodes = (parent: string | undefined, indent: string): void => {
    for (const node of children.get(parent) ?? []) {
      if (node.kind === "pipeline") {
        lines.push(`${indent}subgraph ${nameOf(node.id)}["${mermaidText(node.label)}"]`);
        drawNodes(node.id, `${indent}  `);
        lines.push(`${indent}end`);
      } else lines.push(`${indent}${drawNode(node, nameOf(node.id))}`);
    }
  };
  drawNodes(undefined, "  ");
  for (const edge of view.edges) lines.push(`  ${nameOf(edge.from)} ${arrow(edge)} ${nameOf(edge.to)}`);
  lines.push(...drawStatuses(view, nameOf));
  return `${lines.join("\n")}\n`;
}

function drawNode(node: ViewNode, name: string): string {
  const [open, close] = shapes[node.kind];
  return `${name}${open}"${mermaidText(node.label)}"${close}`;
}

function arrow({ kind, label }: ViewEdge): string {
  const line = kind === "data" ? "-->" : "-.->";
  return label === undefined ? line : `${line}|"${mermaidText(label)}"|`;
}

function drawStatuses(view: GraphView, nameOf: (id: string) => string): string[] {
  const members = Map.groupBy(
    view.nodes.filter((node): node is ViewNode & { status: StageStatus } => node.status !== undefined),
    ({ status }) => status,
  );
  return [...members].flatMap(([status, nodes]) => {
    const { fill, line, text } = statusColors[status];
    return [
      `  classDef ${status} fill:${fill},stroke:${line},color:${text}`,
      `  class ${nodes.map(({ id }) => nameOf(id)).join(",")} ${status}`,
    ];
  });
}

/**
 * Text inside of quotes. Everything that Mermaid, its Markdown labels or HTML would read as more than text becomes an
 * entity code; so does a colon, since Mermaid takes `style …:#…;` for a style wherever it stands. Line breaks and other
 * control characters become spaces.
 */
function mermaidText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll(/["#&<>`\\%;:]/g, (character) => `#${character.charCodeAt(0)};`);
}
