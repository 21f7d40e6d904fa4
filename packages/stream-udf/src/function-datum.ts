import { createDatum, type DatumInit } from "./create-datum.ts";
import type { Datum as AnyDatum } from "./datum.ts";

/** One message as a handler of a function sees it. */
export type Datum = AnyDatum;

/** Makes one by hand, to call a handler in a test: `Datum({ value: Buffer.from("a") })`. */
export const Datum: (init: DatumInit) => Datum = createDatum;
