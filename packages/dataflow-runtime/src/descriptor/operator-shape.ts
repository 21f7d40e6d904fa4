import type { Part } from "./part.ts";
import { portFields, type PortFields } from "./ports-shape.ts";
import { text, type ReadContext, type Reader } from "./reader.ts";
import { optional, required, struct, type Field, type ReadOf } from "./struct.ts";

const sources = ["python", "shared-library", "wasm"] as const;

interface OperatorFields extends PortFields {
  readonly id: Field<string | undefined>;
}

/** An operator as its file has it. */
export type RawOperator = ReadOf<OperatorFields>;

/** dora reads an operator's fields loosely: what it does not know, it passes over. */
const looseStruct = (id: Field<string | undefined>): Reader<RawOperator> => {
  const fields: OperatorFields = { ...portFields, id };
  const read = struct("an operator", fields, { unknown: "remark", elsewhere: sources });
  return (part, context) => {
    const found = read(part, context);
    if (found !== undefined) checkSource(found, context);
    return found;
  };
};

/** An item of `operators:`. */
export const operatorItem: Reader<RawOperator> = looseStruct(required(text));
/** The value of `operator:`, whose id is `op` unless it says another. */
export const singleOperator: Reader<RawOperator> = looseStruct(optional(text));

function checkSource({ part }: RawOperator, { problems }: ReadContext): void {
  const name = sources.find((source) => part.entries.has(source));
  const source: Part | undefined = name === undefined ? undefined : part.entries.get(name)?.value;
  if (source === undefined) {
    const advice =
      "name one of python, shared-library or wasm, or host operators of TypeScript by a node with path: millrace-dataflow";
    return problems.add("DATAFLOW_INVALID_FIELD", part, `an operator needs a source; ${advice}`);
  }
  const inner = name === "python" && source.kind === "map" ? source.entries.get("source")?.value : source;
  const isText = inner?.kind === "scalar" && (!inner.plain || typeof inner.value === "string");
  if (!isText) problems.add("DATAFLOW_INVALID_FIELD", source, `'${name ?? ""}' must be a path`);
}
