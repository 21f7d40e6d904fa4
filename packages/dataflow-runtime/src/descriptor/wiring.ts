import { suggest } from "@millrace/protocol";
import type { Expansion } from "./expand-modules.ts";
import type { FlatNode } from "./flat-node.ts";
import type { RawInput } from "./input-shape.ts";
import type { RawOperator } from "./operator-shape.ts";
import type { ReadContext } from "./reader.ts";
import { placeOf } from "./struct.ts";

/** Checks that ids are unique and that each input reads an output that is there. */
export function checkWiring({ nodes, broken }: Expansion, context: ReadContext): void {
  const byId = new Map<string, FlatNode>();
  for (const node of nodes) {
    if (byId.has(node.id)) {
      const message = `duplicate node ID '${node.id}'; each node must have an id of its own`;
      context.problems.add("DATAFLOW_DUPLICATE_ID", placeOf(node.part, "id"), message);
    } else byId.set(node.id, node);
  }
  for (const node of nodes) {
    checkStdout(node, context);
    for (const [id, input] of inputsOf(node)) checkInput(input, `${node.id}/${id}`, { byId, broken, context, node });
  }
}

/** All inputs of a node, those of its operators as `operator/input`. */
function inputsOf(node: FlatNode): readonly (readonly [id: string, input: RawInput])[] {
  const operators = operatorsOf(node).flatMap(({ id, operator }) =>
    [...(operator.inputs ?? [])].map(([input, raw]) => [`${id}/${input}`, raw] as const),
  );
  return [...(node.inputs ?? []), ...operators];
}

/** An operator with the id that it goes by. */
export interface NamedOperator {
  readonly id: string;
  readonly operator: RawOperator;
}

/** The operators of a node; the only one of a node is `op` unless it says another id. */
export const operatorsOf = ({ operator, operators = [] }: FlatNode): readonly NamedOperator[] =>
  operator === undefined
    ? (operators ?? []).map((one) => ({ id: one.id ?? "", operator: one }))
    : [{ id: operator.id ?? "op", operator }];

/** The outputs of a node as its readers name them; `undefined` when its fields are wrong, and so not known. */
function outputIdsOf(node: FlatNode): readonly string[] | undefined {
  if (node.operator !== undefined) return node.operator.outputs?.map(({ id }) => id);
  if (node.outputs === undefined || operatorsOf(node).some(({ operator }) => operator.outputs === undefined))
    return undefined;
  const ofOperators = operatorsOf(node).flatMap(({ id, operator }) =>
    (operator.outputs ?? []).map((output) => `${id}/${output.id}`),
  );
  return [...node.outputs.map(({ id }) => id), ...ofOperators];
}

interface Around {
  readonly byId: ReadonlyMap<string, FlatNode>;
  readonly broken: ReadonlySet<string>;
  readonly context: ReadContext;
  readonly node: FlatNode;
}

function checkInput(input: RawInput, name: string, { byId, broken, context, node }: Around): void {
  const { source, sourcePart } = input;
  if (source.kind === "timer") return;
  if (source.kind === "logs") return checkLogs(source.nodeId, input, { byId, broken, context, node });
  if (broken.has(source.nodeId)) return;
  const maker = byId.get(source.nodeId);
  if (maker === undefined) {
    const advice = asking(suggest(source.nodeId, byId.keys()), [...byId.keys()], "nodes");
    const message = `source node '${source.nodeId}' mapped to input '${name}' does not exist; ${advice}`;
    context.problems.add("DATAFLOW_UNKNOWN_SOURCE", sourcePart, message);
    return;
  }
  const outputs = outputIdsOf(maker);
  if (outputs === undefined || outputs.includes(source.outputId)) return;
  const [operatorId = ""] = source.outputId.split("/");
  const operators = maker.operators?.map(({ id = "" }) => id);
  const advice = asking(suggest(source.outputId, outputs), outputs, "outputs");
  const message =
    operators !== undefined && !operators.includes(operatorId)
      ? `source operator '${source.nodeId}/${operatorId}' used for input '${name}' does not exist; ${advice}`
      : `output '${source.nodeId}/${source.outputId}' mapped to input '${name}' does not exist; ${advice}`;
  context.problems.add("DATAFLOW_UNKNOWN_SOURCE", sourcePart, message);
}

function checkLogs(nodeId: string | undefined, { sourcePart }: RawInput, { byId, context, node }: Around): void {
  if (nodeId === undefined) return;
  if (nodeId === node.id)
    context.remarks.add("DATAFLOW_UNKNOWN_SOURCE", sourcePart, "a node never gets its own logs; nothing will come");
  else if (!byId.has(nodeId)) {
    const advice = asking(suggest(nodeId, byId.keys()), [...byId.keys()], "nodes");
    context.remarks.add("DATAFLOW_UNKNOWN_SOURCE", sourcePart, `there is no node '${nodeId}' to log; ${advice}`);
  }
}

function checkStdout(node: FlatNode, { problems, remarks }: ReadContext): void {
  const senders = (node.operators ?? []).filter((operator) => operator.send_stdout_as !== undefined);
  const [, second] = senders;
  if (second !== undefined)
    problems.add(
      "DATAFLOW_INVALID_FIELD",
      placeOf(second.part, "send_stdout_as"),
      "more than one 'send_stdout_as' on the operators of a node, which share one standard output; keep one",
    );
  for (const field of ["send_stdout_as", "send_logs_as"] as const) {
    const output = node[field];
    if (output === undefined || node.outputs === undefined || node.outputs.some(({ id }) => id === output)) continue;
    const message = `'${output}' is not among the node's outputs, so nothing can read it; add it there`;
    remarks.add("DATAFLOW_UNKNOWN_SOURCE", placeOf(node.part, field), message);
  }
}

const asking = (near: string | undefined, known: readonly string[], what: string): string =>
  near === undefined ? `known ${what}: ${known.join(", ") || "none"}` : `did you mean '${near}'?`;
