export type { FunctionContext, FunctionEvent, FunctionResponse } from "./function-context.ts";
export type { NuclioContext } from "./nuclio/context.ts";
export type { CronTrigger, HttpTrigger, NuclioTrigger, OtherTrigger } from "./nuclio/function-triggers.ts";
export { nuclioFunctionDefaults, nuclioFunctionYaml } from "./nuclio/function-yaml.ts";
export type { NuclioFunctionOptions } from "./nuclio/function-yaml.ts";
export type { LogMethod } from "./function-logger.ts";
export type { NuclioLogger } from "./nuclio/logger.ts";
export { nuclioBatchHandler, nuclioHandler } from "./nuclio/nuclio-handler.ts";
export type {
  NuclioCall,
  NuclioHandler,
  NuclioHandlerOptions,
  StockContext,
  StockEvent,
} from "./nuclio/nuclio-handler.ts";
export { NuclioResponse } from "./nuclio/nuclio-response.ts";
export type { NuclioPlatform, StreamPosition } from "./nuclio/platform.ts";
export type { NuclioEvent } from "./nuclio/wire-event.ts";
export { nuclioWrapperPath } from "./nuclio/wrapper-path.ts";
