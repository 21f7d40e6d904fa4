/** pynumaflow's names for sinks. */
export type { Batch } from "./batch.ts";
export type { HandlerCall } from "./component.ts";
export type { SinkDatumInit } from "./create-datum.ts";
export type { Appendable } from "./internal/appendable.ts";
export type { UserDefinedServicer } from "./internal/servicer.ts";
export type { NackOptions } from "./nack-options.ts";
export { Response } from "./response.ts";
export type { ResponseStatus } from "./response.ts";
export { Responses } from "./responses.ts";
export type { ServicerOptions } from "./servicer-options.ts";
export { Datum } from "./sink-datum.ts";
export { UserDefinedSinkServicer } from "./user-defined-sink.ts";
export type { SinkHandler } from "./user-defined-sink.ts";
