export { processorBinary, stockWrappers } from "./processor-binary.ts";
export type { StockWrappers } from "./processor-binary.ts";
export { startProcessor } from "./start-processor.ts";
export type { ProcessorOptions, RunningProcessor } from "./start-processor.ts";
export { ours, oursAsPython, stockNodejs, stockPython } from "./wrappers.ts";
export type { Wrapper } from "./wrappers.ts";
