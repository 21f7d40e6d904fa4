import { createRequire } from "node:module";
import type { ForeignChunk, ForeignTable, ForeignType, ForeignVector } from "../../../src/arrow/foreign/foreign.ts";

export interface FlechetteTable extends ForeignTable {
  getChildAt(index: number): ForeignVector;
}

/** The part of flechette that the tests call. Its own declarations do not compile under strict rules. */
interface Flechette {
  readonly Column: new (data: readonly ForeignChunk[]) => ForeignVector;
  readonly columnFromArray: (array: ArrayLike<unknown>) => ForeignVector;
  readonly columnFromValues: (values: Iterable<unknown>, type: ForeignType) => ForeignVector;
  readonly tableFromArrays: (columns: Readonly<Record<string, ArrayLike<unknown>>>) => FlechetteTable;
  readonly tableFromIPC: (bytes: Uint8Array) => FlechetteTable;
  readonly tableToIPC: (table: FlechetteTable, options: { readonly format: "stream" }) => Uint8Array;
  readonly utf8: () => ForeignType;
}

const require = createRequire(import.meta.url);
export const flechette: Flechette = require("@uwdata/flechette") as Flechette;
