import type { OperatorHandler, OperatorSource } from "../../operator.ts";
import type { NodeFunction, NodeReplacement, PlacedNode } from "../../run-dataflow.ts";

type Replacement = NodeReplacement | undefined;
type OperatorObject = Exclude<OperatorSource, OperatorHandler>;

/** Whether it is a function of a node, and no class. */
export const isFunction = (own: Replacement): own is NodeFunction => typeof own === "function" && !isClass(own);

/** Whether it is an operator: a class of them, one of them, or a definition. */
export const isOperator = (own: Replacement): own is OperatorObject =>
  own !== undefined && (typeof own === "function" ? isClass(own) : !isPlaced(own));

/** Whether the file's own command runs, elsewhere. */
export const isPlaced = (own: Replacement): own is PlacedNode => typeof own === "object" && "placement" in own;

const isClass = (value: object): boolean => /^class\b/u.test(Function.prototype.toString.call(value));
