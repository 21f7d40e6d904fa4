import type { ArrowArray } from "./arrow-array.ts";

/** Vectors, columns and tables of `apache-arrow` and `@uwdata/flechette`, recognised by their shape. */
export interface ForeignData {
  readonly numRows?: number;
  readonly length?: number;
}

/** The array of a foreign object; `undefined` when it is none. */
export function fromForeign(_input: ForeignData): ArrowArray | undefined {
  return undefined;
}
