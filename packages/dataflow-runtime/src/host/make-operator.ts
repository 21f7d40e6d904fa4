import { DataflowError } from "../errors.ts";
import type { Operator, OperatorDefinition, OperatorSource, SnakeCaseOperator } from "../operator.ts";

/** A fresh operator of a source, for one life. */
export function makeOperator(source: OperatorSource, id: string): Operator {
  if (isDefinition(source)) return source.create();
  if (typeof source === "function" && !isClass(source)) return { onEvent: source as Operator["onEvent"] };
  const made = typeof source === "function" ? new (source as new () => Operator | SnakeCaseOperator)() : source;
  if (hasMethod(made, "onEvent")) return made as Operator;
  if (hasMethod(made, "on_event")) return fromSnakeCase(made as SnakeCaseOperator);
  const message = `operator '${id}' has no method onEvent(event, sendOutput); export a class or object that has one, a function, or a definition of defineOperator`;
  throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message);
}

export const isDefinition = (source: unknown): source is OperatorDefinition =>
  hasMethod(source, "create") && "inputIds" in (source as object);

/** Whether something can be the source of an operator, to find it among the exports of a module. */
export const isOperatorSource = (value: unknown): value is OperatorSource =>
  isDefinition(value) || typeof value === "function" || hasMethod(value, "onEvent") || hasMethod(value, "on_event");

const hasMethod = (value: unknown, name: string): boolean =>
  typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[name] === "function";

/** A class whose instances handle events; other functions are handlers themselves. */
const isClass = (source: object): boolean => {
  const { prototype } = source as { readonly prototype?: unknown };
  return (
    hasMethod(prototype, "onEvent") ||
    hasMethod(prototype, "on_event") ||
    /^class\b/u.test(Function.prototype.toString.call(source))
  );
};

function fromSnakeCase(operator: SnakeCaseOperator): Operator {
  return {
    onEvent: (event, sendOutput) => operator.on_event(event, sendOutput),
    set dataflowDescriptor(descriptor: unknown) {
      operator.dataflow_descriptor = descriptor;
    },
  };
}
