import {
  renderHtml,
  type Card,
  type GraphSection,
  type HtmlSection,
  type Status,
  type TableSection,
} from "@millrace/tooling-report";
import type { DataflowPlan, InputSource } from "../descriptor/plan.ts";
import { problemText } from "../descriptor/problem.ts";
import type { DataflowStats, EdgeStats, NodeState, NodeStats } from "../stats.ts";
import { boxesOf, edgesOf, shortType, type GraphBox, type GraphEdge } from "./graph-edges.ts";
import { graphMermaid } from "./mermaid.ts";

const statuses: Readonly<Record<NodeState, Status>> = {
  waiting: "pending",
  running: "running",
  restarting: "warning",
  finished: "succeeded",
  failed: "failed",
  detached: "skipped",
};

/**
 * The dataflow as one HTML file that asks for nothing: the graph, its inputs and its nodes as tables, light and dark.
 * With `stats` the edges bear rates and drops, and the nodes their states.
 */
export function graphHtml(plan: DataflowPlan, stats?: DataflowStats): string {
  const edges = edgesOf(plan);
  const statsOf = edgeStatsOf(stats);
  const sections: readonly HtmlSection[] = [
    { kind: "cards", cards: cardsOf(plan, edges, stats) },
    graphSection(plan, edges, { stats, statsOf }),
    inputTable(edges, statsOf),
    nodeTable(plan, stats),
    ...remarks(plan),
    { kind: "text", title: "Mermaid", text: graphMermaid(plan) },
  ];
  const verdict = stats === undefined ? {} : { status: verdictOf(stats) };
  return renderHtml({ title: plan.file, ...verdict, sections });
}

type EdgeLookup = (edge: GraphEdge) => EdgeStats | undefined;

interface Seen {
  readonly stats: DataflowStats | undefined;
  readonly statsOf: EdgeLookup;
}

function edgeStatsOf(stats: DataflowStats | undefined): EdgeLookup {
  const byInput = new Map(stats?.edges.map((edge) => [`${edge.nodeId} ${edge.inputId}`, edge]));
  return ({ nodeId, inputId }) => byInput.get(`${nodeId} ${inputId}`);
}

/** One failed node fails the dataflow; one that still runs leaves it running. */
function verdictOf(stats: DataflowStats): Status {
  const states = [...stats.nodes.values()].map(({ state }) => state);
  if (states.includes("failed")) return "failed";
  if (states.some((state) => state === "running" || state === "restarting")) return "running";
  return states.includes("waiting") ? "pending" : "succeeded";
}

function cardsOf(plan: DataflowPlan, edges: readonly GraphEdge[], stats: DataflowStats | undefined): readonly Card[] {
  const shape: readonly Card[] = [
    { label: "Nodes", value: plan.nodes.size },
    { label: "Inputs", value: edges.length },
  ];
  if (stats === undefined) return shape;
  const sum = (member: "messages" | "dropped"): number => stats.edges.reduce((total, edge) => total + edge[member], 0);
  const dropped = sum("dropped");
  return [
    ...shape,
    { label: "Seconds", value: Math.round(stats.elapsedMs / 100) / 10 },
    { label: "Messages", value: sum("messages") },
    { label: "Dropped", value: dropped, ...(dropped > 0 ? { status: "warning" as const } : {}) },
  ];
}

function graphSection(plan: DataflowPlan, edges: readonly GraphEdge[], { stats, statsOf }: Seen): GraphSection {
  // dora lets two operators of a node have one id.
  const boxes = new Map([...plan.nodes.values()].flatMap(boxesOf).map((box) => [box.id, box]));
  const virtual = new Map(edges.filter(({ from }) => !boxes.has(from)).map(({ from, input }) => [from, input.source]));
  return {
    kind: "graph",
    title: "Graph",
    nodes: [
      ...Array.from(virtual, ([id, source]) => ({ id, label: sourceLabel(id, source), statusText: "dora" })),
      ...Array.from(boxes.values(), (box) => ({
        id: box.id,
        label: box.label,
        ...stateOf(box, stats?.nodes.get(box.node.id)),
      })),
    ],
    edges: joined(edges).map(([first, ...others]) => ({
      from: first.from,
      to: first.to,
      label: [first, ...others].map((edge) => labelOf(edge, statsOf(edge))).join(", "),
    })),
  };
}

/** `every 33.3 ms`, `logs/info/detector` */
function sourceLabel(text: string, source: InputSource): string {
  if (source.kind !== "timer") return text.replace(/^dora\//u, "");
  const { intervalMs } = source;
  return `every ${intervalMs < 1000 ? `${Number(intervalMs.toPrecision(3))} ms` : `${intervalMs / 1000} s`}`;
}

/** Edges between the same two boxes are one line. */
function joined(edges: readonly GraphEdge[]): readonly (readonly [GraphEdge, ...GraphEdge[]])[] {
  const lines = new Map<string, [GraphEdge, ...GraphEdge[]]>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [edge]);
    else line.push(edge);
  }
  return [...lines.values()];
}

function stateOf(
  { node }: GraphBox,
  stats: NodeStats | undefined,
): { statusText: string; status?: Status; note?: string } {
  if (stats === undefined) return { statusText: node.command.kind };
  const restarts = stats.restarts === 0 ? {} : { note: `${stats.restarts} restart${stats.restarts === 1 ? "" : "s"}` };
  return { status: statuses[stats.state], statusText: stats.state, ...restarts };
}

function labelOf({ input, output }: GraphEdge, stats: EdgeStats | undefined): string {
  const type = output?.type === undefined ? "" : ` [${shortType(output.type)}]`;
  const names = output === undefined || output.id === input.id ? input.id : `${output.id} as ${input.id}`;
  if (stats === undefined) return `${names}${type}`;
  const dropped = stats.dropped === 0 ? "" : ` · ${stats.dropped} dropped`;
  return `${names} · ${rateText(stats.rate)}${dropped}`;
}

/** `30/s`, `2.5/s` */
export const rateText = (rate: number): string => `${rate >= 100 ? Math.round(rate) : Math.round(rate * 10) / 10}/s`;

function inputTable(edges: readonly GraphEdge[], statsOf: EdgeLookup): TableSection {
  const withStats = edges.some((edge) => statsOf(edge) !== undefined);
  const numbers = ["messages", "per second", "bytes", "dropped", "waiting"].map((label) => ({ label }));
  return {
    kind: "table",
    title: "Inputs",
    columns: [
      { label: "from", format: "code" },
      { label: "to", format: "code" },
      { label: "queue" },
      ...(withStats ? numbers : []),
    ],
    rows: edges.map((edge) => {
      const { input, nodeId, inputId } = edge;
      const stats = statsOf(edge);
      const counted = [
        stats?.messages,
        stats && Math.round(stats.rate * 10) / 10,
        stats?.bytes,
        stats?.dropped,
        stats?.pending,
      ];
      const cells = [input.sourceText, `${nodeId}/${inputId}`, `${input.queueSize}, ${input.queuePolicy}`];
      return { cells: [...cells, ...(withStats ? counted : [])] };
    }),
  };
}

function nodeTable(plan: DataflowPlan, stats: DataflowStats | undefined): TableSection {
  const state =
    stats === undefined
      ? []
      : [{ label: "state", format: "status" as const }, { label: "sent" }, { label: "restarts" }];
  return {
    kind: "table",
    title: "Nodes",
    columns: [{ label: "node", format: "code" }, { label: "runs" }, { label: "description" }, ...state],
    rows: [...plan.nodes.values()].map(({ id, command, description }) => {
      const seen = stats?.nodes.get(id);
      const cells = [id, command.kind, description];
      if (stats === undefined) return { cells };
      const status = seen && { status: statuses[seen.state], text: seen.state };
      const details = seen?.error === undefined ? {} : { details: seen.error };
      return { cells: [...cells, status, seen?.sent, seen?.restarts], ...details };
    }),
  };
}

function remarks({ warnings, unsupported }: DataflowPlan): readonly HtmlSection[] {
  const lines = [...unsupported, ...warnings].map(problemText);
  return lines.length === 0 ? [] : [{ kind: "text", title: "Remarks", text: lines.join("\n") }];
}
