import type { GraphEdge, GraphNode, GraphSection } from "../html-page.ts";
import { formatNumber } from "./value.ts";
import { countStatuses } from "../status.ts";
import { displayWidth, oneLine, truncate } from "../text-width.ts";
import { checkGraph } from "./check-graph.ts";
import { groupLayers } from "./group-layers.ts";
import { layoutGraph, type Box, type Point } from "./layout.ts";
import { markup, type Markup } from "./markup.ts";

/** More boxes than this are not readable: the graph is then shown by groups of layers. */
const mostNodes = 500;
const boxHeight = 48;
const margin = 8;
const longestLabel = 30;
/** Pixels of a character in the page's font, on the safe side. */
const labelCharacter = 8;
const noteCharacter = 6.8;
const edgeCharacter = 6.2;
const longestEdgeLabel = 40;
/** Between two layers: room for the curves, and for their labels up to a length. */
const layerGap = { least: 56, most: 280 };

export function renderGraph(section: GraphSection): Markup {
  checkGraph(section);
  const { nodes, edges } = section;
  if (nodes.length === 0) return markup`<p class="note">The graph is empty.</p>`;
  if (nodes.length <= mostNodes) return drawGraph(section.title, nodes, edges);
  const grouped = groupLayers(nodes, edges);
  const text = `${formatNumber(nodes.length)} nodes are too many to draw: each box stands for neighbouring layers.`;
  return markup`${drawGraph(section.title, grouped.nodes, grouped.edges)}<p class="note">${text}</p>`;
}

function drawGraph(title: string | undefined, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Markup {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const layout = layoutGraph({
    nodes: nodes.map((node) => ({ width: boxWidth(node), height: boxHeight })),
    edges: edges.map(({ from, to }) => [indexOf.get(from)!, indexOf.get(to)!]),
    layerGap: gapFor(edges),
  });
  const [width, height] = [layout.width, layout.height].map((size) => Math.ceil(size + 2 * margin));
  const summary = `${title ?? "Graph"}: ${countStatuses(nodes.map(({ status = "pending" }) => status))}`;
  return markup`<div class="panel scroll" tabindex="0" role="group" aria-label="${title ?? "Graph"}">
<svg class="dag" viewBox="${-margin} ${-margin} ${width} ${height}" style="max-width:${width}px;min-width:${Math.round(width! * 0.7)}px" role="list" aria-label="${summary}">
<g class="edges" aria-hidden="true">
${edges.map((edge, index) => drawEdge(edge, layout.routes[index]!))}</g>
${nodes.map((node, index) => drawNode(node, layout.boxes[index]!))}</svg></div>`;
}

/** Wide enough for the longest label, up to a length. */
function gapFor(edges: readonly GraphEdge[]): number {
  const longest = edges.reduce((most, { label }) => Math.max(most, displayWidth(oneLine(label ?? ""))), 0);
  return Math.min(layerGap.most, Math.max(layerGap.least, Math.ceil(longest * edgeCharacter) + 24));
}

function drawNode(node: GraphNode, { x, y, width, height }: Box): Markup {
  const { id, label = id, status = "pending" } = node;
  const second = secondLine(node);
  return markup`<g class="node is-${status}" role="listitem" aria-label="${label}: ${second}" transform="translate(${round(x)} ${round(y)})">
<title>${label}\n${second}</title><rect width="${width}" height="${height}" rx="9"/>
<use href="#i-${status}" x="12" y="16" width="16" height="16"/>
<text x="38" y="20" class="label">${truncate(oneLine(label), longestLabel)}</text>
<text x="38" y="36" class="note">${truncate(second, longestLabel)}</text></g>
`;
}

function secondLine({ status = "pending", statusText = status, note }: GraphNode): string {
  return oneLine(note === undefined || note === "" ? statusText : `${statusText} · ${note}`);
}

function boxWidth(node: GraphNode): number {
  const label = Math.min(longestLabel, displayWidth(oneLine(node.label ?? node.id))) * labelCharacter;
  const note = Math.min(longestLabel, displayWidth(secondLine(node))) * noteCharacter;
  return Math.ceil(Math.max(label, note, 60)) + 52;
}

/** Level through the layers, curved between them, with the head at the end. */
function drawEdge({ from, to, label, dashed }: GraphEdge, route: readonly Point[]): Markup {
  const start = route[0]!;
  const end = route.at(-1)!;
  const heading = end.x >= start.x ? 1 : -1;
  const path =
    from === to
      ? `M${round(start.x)} ${round(start.y)}c40 0 40 -${boxHeight} 0 -${boxHeight / 2}`
      : route.slice(1).reduce(
          (drawn, point, index) => {
            const bend = (point.x - route[index]!.x) / 2;
            const [x, y] = [round(point.x), round(point.y)];
            if (route[index]!.y === point.y) return `${drawn}H${x}`;
            return `${drawn}C${round(route[index]!.x + bend)} ${round(route[index]!.y)} ${round(point.x - bend)} ${y} ${x} ${y}`;
          },
          `M${round(start.x)} ${round(start.y)}`,
        );
  const head =
    from === to ? "" : `M${round(end.x - 6 * heading)} ${round(end.y - 4)}l${6 * heading} 4l${-6 * heading} 4`;
  return markup`<path${dashed && markup` class="dashed"`} d="${path}"/><path d="${head}"/>${
    label !== undefined && drawLabel(oneLine(label), route, heading)
  }
`;
}

/** On the middle of the edge, which no other edge shares; that of an edge back stands below, clear of the edge forth. */
function drawLabel(label: string, route: readonly Point[], heading: number): Markup {
  const after = Math.floor(route.length / 2);
  const [left, right] = [route[after - 1]!, route[after]!];
  const [x, y] = [(left.x + right.x) / 2, (left.y + right.y) / 2 + (heading > 0 ? -6 : 14)];
  return markup`<text x="${round(x)}" y="${round(y)}">${truncate(label, longestEdgeLabel)}</text>`;
}

/** A tenth of a pixel is enough, and keeps the file small. */
function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
