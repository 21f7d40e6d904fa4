/** What `toTagged` gives: a value that `JSON.stringify` and `JSON.parse` keep as it is. */
export type TaggedTree =
  | null
  | boolean
  | number
  | string
  | readonly TaggedTree[]
  | { readonly [key: string]: TaggedTree };
