import type { ArrowType, SimpleTypeName } from "../arrow/arrow-type.ts";

/** Standard types of dora that are one Arrow type. Those that are structs are not checked while a dataflow runs. */
const names: Readonly<Record<string, SimpleTypeName>> = {
  "std/core/v1/Bool": "Boolean",
  "std/core/v1/Bytes": "LargeBinary",
  "std/core/v1/Float32": "Float32",
  "std/core/v1/Float64": "Float64",
  "std/core/v1/Int8": "Int8",
  "std/core/v1/Int16": "Int16",
  "std/core/v1/Int32": "Int32",
  "std/core/v1/Int64": "Int64",
  "std/core/v1/String": "Utf8",
  "std/core/v1/UInt8": "UInt8",
  "std/core/v1/UInt16": "UInt16",
  "std/core/v1/UInt32": "UInt32",
  "std/core/v1/UInt64": "UInt64",
  "std/media/v1/CompressedImage": "LargeBinary",
};

/** Arrow types that count as another one, as `dora validate` lets such ports be connected. */
const widened: Readonly<Partial<Record<SimpleTypeName, readonly ArrowType["name"][]>>> = {
  UInt32: ["UInt8"],
  UInt64: ["UInt8", "UInt32"],
  Int64: ["Int32"],
  Float64: ["Float32"],
  // Bytes that are sent as such travel as UInt8.
  LargeBinary: ["Binary", "UInt8"],
};

/** What a port with a type annotation takes. */
export interface AnnotatedType {
  /** The annotation as the dataflow file has it. */
  readonly urn: string;
  readonly type: SimpleTypeName;
  readonly takes: (type: ArrowType) => boolean;
}

/**
 * The Arrow type of a type annotation, `std/<library>/v<version>/<Name>[parameters]`; `undefined` for those that are
 * not checked: structs, and types that a project declares by itself.
 */
export function annotatedType(urn: string): AnnotatedType | undefined {
  const [base = ""] = urn.split("[", 1);
  const type = names[base];
  if (type === undefined) return undefined;
  const others = widened[type] ?? [];
  const takes = ({ name }: ArrowType): boolean => name === type || others.includes(name);
  // What takes bytes takes anything.
  return { urn, type, takes: base === "std/core/v1/Bytes" ? () => true : takes };
}
