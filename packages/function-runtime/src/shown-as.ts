import { inspect } from "node:util";

/** What `console.log` prints of the instances of a class: these words, in the place of all that they hold. */
export function shownAs<Type extends object>(
  { prototype }: { readonly prototype: Type },
  words: (one: Type) => string,
): void {
  Object.defineProperty(prototype, inspect.custom, {
    value(this: Type): string {
      return words(this);
    },
  });
}
