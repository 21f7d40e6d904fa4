import { createRequire } from "node:module";

/** What tests take of flechette, whose own declarations do not pass our compiler. */
interface Flechette {
  tableFromArrays(columns: Readonly<Record<string, unknown>>, options: { readonly types: object }): object;
  timestamp(unit: number): object;
  decimal(precision: number, scale: number): object;
  dateDay(): object;
  int64(): object;
  float64(): object;
  list(items: object): object;
}

const require = createRequire(import.meta.url);

export const flechette: Flechette = require("@uwdata/flechette") as Flechette;
