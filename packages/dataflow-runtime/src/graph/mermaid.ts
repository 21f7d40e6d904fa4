import type { DataflowPlan, NodePlan } from "../descriptor/plan.ts";
import { boxesOf, edgesOf, shortType, type GraphBox, type GraphEdge } from "./graph-edges.ts";

/**
 * The dataflow as a Mermaid flowchart, drawn as `dora graph --mermaid` draws it: sources and sinks are trapezoids,
 * modules and nodes with operators are frames, timers stand in a frame of their own, and an edge bears the names of
 * output and input.
 */
export function graphMermaid(plan: DataflowPlan): string {
  const nodes = [...plan.nodes.values()].toSorted((a, b) => order(a.id, b.id));
  const edges = edgesOf(plan).toSorted((a, b) => order(a.nodeId, b.nodeId) || order(a.inputId, b.inputId));
  const outer = plan.modules.filter(({ id }) => !plan.modules.some((other) => id.startsWith(`${other.id}.`)));
  const isInside = (node: NodePlan, module: string): boolean =>
    node.id.startsWith(`${module}.`) && node.moduleId !== undefined;
  const frames = outer
    .map(({ id }) => id)
    .toSorted(order)
    .flatMap((id) => [
      `subgraph ${id.replaceAll(".", "_")} [${id}]`,
      ...nodes.filter((node) => isInside(node, id)).flatMap(nodeLines),
      "end",
    ]);
  const free = nodes.filter((node) => !outer.some(({ id }) => isInside(node, id)));
  const lines = ["flowchart TB", ...frames, ...free.flatMap(nodeLines), ...timerLines(edges), ...edges.map(edgeLine)];
  return `${lines.join("\n")}\n`;
}

function nodeLines(node: NodePlan): readonly string[] {
  const { id, operators } = node;
  const description = node.description === undefined ? "" : `<hr/>*${escaped(node.description)}*`;
  const titled = description === "" ? id : `"${id}${description}"`;
  const boxes = boxesOf(node);
  if (operators === undefined) return boxes.map((box) => `  ${box.id}${shape(box, `"**${id}**${description}"`)}`);
  const [only] = operators;
  if (operators.length === 1 && only?.id === "op") return boxes.map((box) => `  ${box.id}${shape(box, titled)}`);
  const inside = boxes.map((box) => `  ${box.id}${shape(box, box.id.slice(id.length + 1))}`);
  return [`subgraph ${id} [${titled}]`, ...inside, "end"];
}

/** What reads nothing widens to the bottom, what gives nothing narrows to it. */
function shape({ inputs, outputs }: GraphBox, label: string): string {
  if (inputs.size === 0) return `[\\${label}/]`;
  return outputs.size === 0 ? `[/${label}\\]` : `[${label}]`;
}

const entities: Readonly<Record<string, string>> = {
  '"': "#quot;",
  "<": "#lt;",
  ">": "#gt;",
  "&": "#amp;",
  "#": "#35;",
  "\n": "<br/>",
};
const escaped = (text: string): string => text.replaceAll(/["<>&#\n]/gu, (letter) => entities[letter] ?? letter);

function timerLines(edges: readonly GraphEdge[]): readonly string[] {
  const intervals = new Map<string, bigint>();
  for (const { input } of edges)
    if (input.source.kind === "timer") intervals.set(input.sourceText, input.source.intervalNs);
  if (intervals.size === 0) return [];
  const timers = [...intervals]
    .toSorted(([, a], [, b]) => Number(a - b))
    .map(([text]) => {
      const name = text.replace("dora/timer/", "");
      return `    ${text}[\\${name}/]`;
    });
  return ["subgraph ___dora___ [dora]", "  subgraph ___timer_timer___ [timer]", ...timers, "  end", "end"];
}

function edgeLine({ from, to, input, output }: GraphEdge): string {
  if (output === undefined) return `  ${from} -- ${input.id} --> ${to}`;
  const names = output.id === input.id ? output.id : `${output.id} as ${input.id}`;
  return `  ${from} -- ${names}${output.type === undefined ? "" : ` [${shortType(output.type)}]`} --> ${to}`;
}

/** By code points, as dora sorts ids. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
