import { UdfError } from "../errors.ts";
import { AppendableList } from "./appendable.ts";
import { kindOf } from "./kind-of.ts";

/**
 * The items that a handler returned, all of the class.
 *
 * @throws `UDF_INVALID_RESULT`, which says what to return instead
 */
export function listOf<T>(
  given: unknown,
  itemClass: { readonly name: string; readonly prototype: T },
  where: string,
  wanted: string,
): readonly T[] {
  const items = given instanceof AppendableList ? given.items() : undefined;
  if (items === undefined) return refuse(where, kindOf(given), wanted);
  for (const item of items) {
    if (!Object.prototype.isPrototypeOf.call(itemClass.prototype as object, item as object)) {
      return refuse(where, `${kindOf(item)} in its list, which is no ${itemClass.name}`, wanted);
    }
  }
  return items as readonly T[];
}

function refuse(where: string, what: string, wanted: string): never {
  throw new UdfError("UDF_INVALID_RESULT", `${where} returned ${what}; return ${wanted}`, { details: { where } });
}
