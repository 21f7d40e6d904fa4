/** pynumaflow's names for functions: map, mapT and reduce. */
export type { HandlerCall } from "./component.ts";
export type { DatumInit } from "./create-datum.ts";
export { Datum } from "./function-datum.ts";
export type { Appendable } from "./internal/appendable.ts";
export type { UserDefinedServicer } from "./internal/servicer.ts";
export { Message } from "./message.ts";
export type { MessageOptions } from "./message.ts";
export { MessageT } from "./message-t.ts";
export { MessageTs } from "./message-ts.ts";
export { Messages } from "./messages.ts";
export { Metadata } from "./metadata.ts";
export type { IntervalWindow } from "./metadata.ts";
export type { NackOptions } from "./nack-options.ts";
export type { ServicerOptions } from "./servicer-options.ts";
export { UserDefinedFunctionServicer } from "./user-defined-function.ts";
export type { MapHandler, MapTHandler, ReduceHandler, UserDefinedFunctionOptions } from "./user-defined-function.ts";
