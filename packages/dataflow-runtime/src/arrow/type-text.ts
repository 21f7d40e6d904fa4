import type { ArrowField, ArrowType } from "./arrow-type.ts";

const maxLength = 200;

/**
 * A type as an error message shows it: `List<Float32>`, `Timestamp(us, UTC)`, `Struct<label: Utf8, score: Float32>`. Cut
 * where it gets long: a message's schema may be anything.
 */
export function typeText(type: ArrowType): string {
  const text = fullText(type);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

function fullText(type: ArrowType): string {
  switch (type.name) {
    case "FixedSizeBinary":
      return `FixedSizeBinary(${type.byteWidth})`;
    case "Time32":
    case "Time64":
    case "Duration":
    case "Interval":
      return `${type.name}(${type.unit})`;
    case "Timestamp":
      return type.timezone === undefined ? `Timestamp(${type.unit})` : `Timestamp(${type.unit}, ${type.timezone})`;
    case "Decimal32":
    case "Decimal64":
    case "Decimal128":
    case "Decimal256":
      return `${type.name}(${type.precision}, ${type.scale})`;
    case "List":
    case "LargeList":
    case "ListView":
    case "LargeListView":
      return `${type.name}<${fullText(type.child.type)}>`;
    case "FixedSizeList":
      return `FixedSizeList<${fullText(type.child.type)}>(${type.size})`;
    case "Struct":
      return `Struct<${type.children.map(fieldText).join(", ")}>`;
    case "Union":
      return `Union(${type.mode})<${type.children.map(fieldText).join(", ")}>`;
    case "Map":
      return type.child.type.name === "Struct"
        ? `Map<${type.child.type.children.map((child) => fullText(child.type)).join(", ")}>`
        : "Map";
    case "Dictionary":
      return `Dictionary<${type.index.name}, ${fullText(type.value)}>`;
    case "RunEndEncoded":
      return `RunEndEncoded<${fullText(type.runEnds.type)}, ${fullText(type.values.type)}>`;
    default:
      return type.name;
  }
}

const fieldText = ({ name, type }: ArrowField): string => `${name}: ${fullText(type)}`;
