import { createSinkDatum, type SinkDatumInit } from "./create-datum.ts";
import type { SinkDatum } from "./datum.ts";

/** One message of a batch as the handler of a sink sees it; unlike that of a function it has an `id`. */
export type Datum = SinkDatum;

/** Makes one by hand, to call a handler in a test: `Datum({ id: "1", value: Buffer.from("a") })`. */
export const Datum: (init: SinkDatumInit) => Datum = createSinkDatum;
