import { DataflowError } from "../errors.ts";
import type { ArrowType, SimpleTypeName } from "./arrow-type.ts";
import { isNull, type BuildInput } from "./build-input.ts";
import { typeOfView } from "./typed-arrays.ts";

/**
 * The type of a plain array by its elements, which must be of one kind. Numbers are always `Float64`, so that the type
 * of a message does not depend on whether its numbers happen to be whole.
 */
export function inferType(slots: readonly BuildInput[]): ArrowType {
  const values = slots.filter((slot) => !isNull(slot));
  const kinds = new Set(values.map(kindOf));
  const [kind] = kinds;
  if (kind === undefined) return { name: "Null" };
  if (kinds.size > 1) {
    const message = `an array of ${[...kinds].join(" and ")} has no one Arrow type; give it elements of one kind`;
    throw new DataflowError("DATAFLOW_INVALID_DATA", message);
  }
  if (kind === "list") return { name: "List", child: { name: "item", type: inferItem(values), nullable: true } };
  if (kind === "object") return inferStruct(values as readonly Readonly<Record<string, BuildInput>>[]);
  return kind === "date" ? { name: "Timestamp", unit: "ms" } : { name: kind };
}

type Kind = Extract<SimpleTypeName, "Boolean" | "Float64" | "Int64" | "Utf8" | "Binary"> | "date" | "list" | "object";

const primitiveKinds: Readonly<Record<string, Kind>> = {
  boolean: "Boolean",
  number: "Float64",
  bigint: "Int64",
  string: "Utf8",
};

function kindOf(value: BuildInput): Kind {
  const primitive = primitiveKinds[typeof value];
  if (primitive !== undefined) return primitive;
  if (value instanceof Date) return "date";
  if (value instanceof Uint8Array) return "Binary";
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return "list";
  if (typeof value === "object" && !(value instanceof Map)) return "object";
  throw new DataflowError(
    "DATAFLOW_INVALID_DATA",
    `an array of ${value instanceof Map ? "maps" : typeof value} needs a type; say array(type, data)`,
  );
}

function inferItem(lists: readonly BuildInput[]): ArrowType {
  const [first] = lists;
  if (ArrayBuffer.isView(first)) return typeOfView(first) ?? { name: "UInt8" };
  return inferType((lists as readonly (readonly BuildInput[])[]).flat());
}

function inferStruct(objects: readonly Readonly<Record<string, BuildInput>>[]): ArrowType {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  const children = Array.from(names, (name) => ({
    name,
    type: inferType(objects.map((object) => (Object.hasOwn(object, name) ? object[name] : null))),
    nullable: true,
  }));
  return { name: "Struct", children };
}
