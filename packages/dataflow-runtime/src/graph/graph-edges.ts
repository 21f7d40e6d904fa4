import type { DataflowPlan, InputPlan, NodePlan, OutputPlan } from "../descriptor/plan.ts";

/** One input as an edge of the drawing. */
export interface GraphEdge {
  /** A node, `node/operator`, or the text of a timer or log source. */
  readonly from: string;
  /** A node, or `node/operator`. */
  readonly to: string;
  /** The node that has the input. */
  readonly nodeId: string;
  /** As the node has it: `operator/input` of an operator. */
  readonly inputId: string;
  readonly input: InputPlan;
  /** The name of the output, as its maker calls it; of timers and logs none. */
  readonly output?: OutputPlan;
}

/** A box of the drawing: a node, or an operator of one. */
export interface GraphBox {
  readonly id: string;
  readonly node: NodePlan;
  readonly label: string;
  readonly description: string | undefined;
  readonly inputs: ReadonlyMap<string, InputPlan>;
  readonly outputs: ReadonlyMap<string, OutputPlan>;
  /** Prefix of its inputs in the node's own list. */
  readonly prefix: string;
}

/** The boxes of a node: itself, or its operators. */
export function boxesOf(node: NodePlan): readonly GraphBox[] {
  if (node.operators === undefined) {
    const { id, name, description, inputs, outputs } = node;
    return [{ id, node, label: name ?? id, description, inputs, outputs, prefix: "" }];
  }
  return node.operators.map(({ id, name, description, inputs, outputs }) => ({
    id: `${node.id}/${id}`,
    node,
    label: name ?? `${node.id}/${id}`,
    description,
    inputs,
    outputs,
    prefix: `${id}/`,
  }));
}

/** All inputs of a dataflow, in the order of its file. */
export function edgesOf(plan: DataflowPlan): readonly GraphEdge[] {
  const boxes = [...plan.nodes.values()].flatMap(boxesOf);
  return boxes.flatMap(({ id: to, node, inputs, prefix }) =>
    [...inputs.values()].map((input): GraphEdge => {
      const edge = { to, nodeId: node.id, inputId: `${prefix}${input.id}`, input };
      const { source } = input;
      if (source.kind !== "output") return { ...edge, from: input.sourceText };
      const maker = plan.nodes.get(source.nodeId);
      return { ...edge, ...(maker === undefined ? { from: source.nodeId } : makerOf(maker, source.outputId)) };
    }),
  );
}

/** Which box makes an output, and what the box calls it. */
function makerOf(node: NodePlan, outputId: string): Pick<GraphEdge, "from" | "output"> {
  for (const box of boxesOf(node)) {
    const single = node.operators?.some((operator) => operator.single) === true;
    const own = single || !outputId.startsWith(box.prefix) ? outputId : outputId.slice(box.prefix.length);
    const output = single || outputId.startsWith(box.prefix) ? box.outputs.get(own) : undefined;
    if (output !== undefined) return { from: box.id, output };
  }
  return { from: node.id };
}

/** `std/media/v1/Image[…]` → `Image` */
export const shortType = (urn: string): string => urn.split("[", 1)[0]?.split("/").at(-1) ?? urn;
