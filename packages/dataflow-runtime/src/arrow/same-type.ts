import type { ArrowType } from "./arrow-type.ts";
import { childFields } from "./child-fields.ts";

/** What makes a type besides its children; the rest is what writers choose freely. */
const parameters = ["name", "unit", "timezone", "byteWidth", "precision", "scale", "size", "mode", "typeIds", "index"];

/**
 * Whether two types mean the same data. Not counted: the names of the children of lists and maps, nullability, whether
 * keys are sorted, and whether a dictionary is ordered.
 */
export function sameType(left: ArrowType, right: ArrowType): boolean {
  if (left === right) return true;
  if (JSON.stringify(left, parameters) !== JSON.stringify(right, parameters)) return false;
  if (left.name === "Dictionary" && right.name === "Dictionary") return sameType(left.value, right.value);
  const named = left.name === "Struct" || left.name === "Union";
  const [ours, theirs] = [childFields(left), childFields(right)];
  return (
    ours.length === theirs.length &&
    ours.every((field, index) => {
      const other = theirs[index];
      return other !== undefined && (!named || field.name === other.name) && sameType(field.type, other.type);
    })
  );
}
