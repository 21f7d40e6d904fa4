import type { ArrowField, ArrowType } from "./arrow-type.ts";
import { childFields } from "./child-fields.ts";
import { typeText } from "./type-text.ts";

/**
 * Whether two types mean the same data. What writers choose freely does not count: the names of the children of lists
 * and maps, nullability, and whether a dictionary is ordered.
 */
export function sameType(left: ArrowType, right: ArrowType): boolean {
  if (left === right) return true;
  if (left.name !== right.name) return false;
  if (left.name === "Union" && right.name === "Union" && left.typeIds.join() !== right.typeIds.join()) return false;
  // Texts alone could be fooled by field names that look like types.
  return typeText(left) === typeText(right) && sameFields(childFields(left), childFields(right));
}

function sameFields(left: readonly ArrowField[], right: readonly ArrowField[]): boolean {
  return (
    left.length === right.length &&
    left.every((field, index) => {
      const other = right[index];
      return other !== undefined && sameType(field.type, other.type);
    })
  );
}
