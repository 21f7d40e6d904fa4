import type { FlatNode } from "./flat-node.ts";
import type { RawInput } from "./input-shape.ts";
import type { RawOperator } from "./operator-shape.ts";

/** Gives the input that takes another's place; `undefined` leaves it out. */
export type Rewrite = (input: RawInput) => RawInput | undefined;

/** A node whose inputs, and those of its operators, are rewritten. */
export function rewriteInputs(node: FlatNode, rewrite: Rewrite): FlatNode {
  const { inputs, operators, operator } = node;
  return {
    ...node,
    inputs: inputs && rewriteMap(inputs, rewrite),
    operators: operators?.map((one) => rewriteOperator(one, rewrite)),
    operator: operator && rewriteOperator(operator, rewrite),
  };
}

const rewriteOperator = (operator: RawOperator, rewrite: Rewrite): RawOperator => ({
  ...operator,
  inputs: operator.inputs && rewriteMap(operator.inputs, rewrite),
});

function rewriteMap(inputs: ReadonlyMap<string, RawInput>, rewrite: Rewrite): ReadonlyMap<string, RawInput> {
  const found = new Map<string, RawInput>();
  for (const [id, input] of inputs) {
    const rewritten = rewrite(input);
    if (rewritten !== undefined) found.set(id, rewritten);
  }
  return found;
}

/** Reads another node's output in the place of what it read. */
export const redirected = (input: RawInput, nodeId: string, outputId: string): RawInput => ({
  ...input,
  source: { kind: "output", nodeId, outputId },
});

/** What outputs a node has by its own words, its operators' among them, as a module declares them. */
export function declaredOutputs(node: FlatNode): readonly string[] {
  const own = (node.outputs ?? []).map(({ id }) => id);
  const single = (node.operator?.outputs ?? []).map(({ id }) => id);
  const many = (node.operators ?? []).flatMap(({ id, outputs = [] }) =>
    (outputs ?? []).map((output) => `${id ?? ""}/${output.id}`),
  );
  return [...own, ...single, ...many];
}
