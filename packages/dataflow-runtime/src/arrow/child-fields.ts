import type { ArrowField, ArrowType } from "./arrow-type.ts";

/** The children of a type in the order in which Arrow writes them. */
export function childFields(type: ArrowType): readonly ArrowField[] {
  switch (type.name) {
    case "List":
    case "LargeList":
    case "ListView":
    case "LargeListView":
    case "FixedSizeList":
    case "Map":
      return [type.child];
    case "Struct":
    case "Union":
      return type.children;
    case "RunEndEncoded":
      return [type.runEnds, type.values];
    default:
      return [];
  }
}
